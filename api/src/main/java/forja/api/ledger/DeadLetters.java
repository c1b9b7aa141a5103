package forja.api.ledger;

import forja.common.job.JobIds;
import forja.common.job.Text;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What could not be read or delivered, kept for those whom it concerns. */
public final class DeadLetters {
  /** Of each customer the newest are kept, so that nobody fills the disk with them. */
  static final int MOST_KEPT = 2_000;

  static final int LONGEST_BODY = 256 * 1024;
  private static final int LONGEST_REASON = 1_000;
  private static final int LONGEST_NAME = 300;

  private static final LedgerSql KEEP =
      LedgerSql.of(
          """
          insert into dead_letter (id, customer, what, address, reason, key, origin, at, whole, body)
          select id, customer, what, address, reason, key, origin, :at, whole, body
          from unnest(:ids::uuid[], :customers::int[], :whats::text[], :addresses::text[], :reasons::text[],
            :keys::text[], :origins::text[], :wholes::boolean[], :bodies::bytea[])
          as dead (id, customer, what, address, reason, key, origin, whole, body)
          where customer = 0 or is_kept(customer)
          on conflict (origin) do nothing
          """);
  private static final LedgerSql CROP =
      LedgerSql.of(
          """
          delete from dead_letter
          where customer = :customer and id <= (
            select id from dead_letter where customer = :customer order by id desc offset :most limit 1)
          """);
  private static final String ONE =
      """
      select *, octet_length(body) as size from dead_letter
      where id = :id::uuid and customer = any (:customers::int[])
      """;
  private static final LedgerSql FIND = LedgerSql.of(ONE);
  private static final LedgerSql TAKE = LedgerSql.of(ONE + "for update");
  private static final LedgerSql DISCARD =
      LedgerSql.of(
          "delete from dead_letter where id = :id::uuid and customer = any (:customers::int[])");

  private final LedgerDatabase database;
  private final JobIds ids;
  private final Clock clock;

  public DeadLetters(LedgerDatabase database, JobIds ids, Clock clock) {
    this.database = database;
    this.ids = ids;
    this.clock = clock;
  }

  /** Returns after the commit. What was kept before under the same origin is not kept again. */
  public void keep(List<NewDeadLetter> letters) {
    if (!letters.isEmpty()) {
      int _ = database.together(connection -> keep(connection, letters));
    }
  }

  private int keep(Connection connection, List<NewDeadLetter> letters) throws SQLException {
    int kept;
    try (var call = KEEP.on(connection)) {
      withNames(call, letters);
      kept =
          call.with("at", clock.instant())
              .withMany("ids", "uuid", column(letters, _ -> ids.next().value()))
              .withMany("wholes", "bool", column(letters, DeadLetters::isWhole))
              .withMany(
                  "bodies", "bytea", letters.stream().map(DeadLetters::body).toArray(byte[][]::new))
              .count();
    }
    var customers = letters.stream().map(NewDeadLetter::customer).collect(Collectors.toSet());
    for (int customer : customers) {
      try (var call = CROP.on(connection)) {
        call.with("customer", customer).with("most", MOST_KEPT).count();
      }
    }
    return kept;
  }

  private static void withNames(LedgerCall call, List<NewDeadLetter> letters) throws SQLException {
    call.withMany("customers", "int4", column(letters, NewDeadLetter::customer))
        .withMany(
            "whats",
            "text",
            column(letters, letter -> DeadLetter.What.of(letter.address()).wireName()))
        .withMany("addresses", "text", texts(letters, NewDeadLetter::address, LONGEST_NAME))
        .withMany("reasons", "text", texts(letters, NewDeadLetter::reason, LONGEST_REASON))
        .withMany("origins", "text", texts(letters, NewDeadLetter::origin, LONGEST_NAME))
        .withMany(
            "keys", "text", texts(letters, letter -> letter.key().orElse(null), LONGEST_NAME));
  }

  private static boolean isWhole(NewDeadLetter letter) {
    return letter.isWhole() && letter.body().length <= LONGEST_BODY;
  }

  private static byte[] body(NewDeadLetter letter) {
    return letter.body().length <= LONGEST_BODY
        ? letter.body()
        : Arrays.copyOf(letter.body(), LONGEST_BODY);
  }

  private static Object[] column(
      List<NewDeadLetter> letters, Function<NewDeadLetter, Object> value) {
    return letters.stream().map(value).toArray();
  }

  private static Object[] texts(
      List<NewDeadLetter> letters, Function<NewDeadLetter, @Nullable String> value, int longest) {
    return letters.stream()
        .map(letter ->
            Optional.ofNullable(value.apply(letter))
                .map(WorkerText::clean)
                .map(text -> text.substring(0, Math.min(longest, text.length())))
                .orElse(null))
        .toArray();
  }

  /** Newest first, of these customers; the next page starts before the last id of this one. */
  public List<DeadLetter> list(DeadLetterPage page) {
    return page.read(database);
  }

  public Optional<DeadLetter> find(List<Integer> customers, UUID id) {
    return database.each(connection -> one(FIND, connection, customers, id));
  }

  private static Optional<DeadLetter> one(
      LedgerSql sql, Connection connection, List<Integer> customers, UUID id) throws SQLException {
    try (var call = sql.on(connection)) {
      return call.with("id", id)
          .withMany("customers", "int4", customers.toArray())
          .row(DeadLetterPage::letter);
    }
  }

  /** Whether it was there. */
  public boolean discard(List<Integer> customers, UUID id) {
    return database.each(connection -> discard(connection, customers, id)) > 0;
  }

  private static int discard(Connection connection, List<Integer> customers, UUID id)
      throws SQLException {
    try (var call = DISCARD.on(connection)) {
      return call.with("id", id).withMany("customers", "int4", customers.toArray()).count();
    }
  }

  /**
   * Sends it to its address and forgets it. When only the first of the two came about, it can be
   * sent again: reports may come twice, and a request is booked once under its key.
   */
  public Resubmission resubmit(List<Integer> customers, UUID id, DeadPost post) {
    return database.together(connection -> {
      // Whoever asks at the same time waits, and finds it gone.
      var letter = one(TAKE, connection, customers, id);
      if (letter.isEmpty()) {
        return new Resubmission.Unknown();
      }
      var hindrance = letter.get().hindrance();
      if (hindrance.isPresent()) {
        return new Resubmission.Hindered(hindrance.get());
      }
      post.send(letter.get(), key(letter.get()));
      discard(connection, customers, id);
      return new Resubmission.Done(letter.get());
    });
  }

  private static String key(DeadLetter letter) {
    return letter
        .key()
        .filter(key -> Text.KEY.matcher(key).matches())
        .orElse("dead-letter-" + letter.id());
  }

  /** How many there are of each sort. */
  public Map<DeadLetter.What, Long> counts() {
    return DeadLetterPage.counts(database);
  }
}
