package forja.api.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Publishes events after their commit, in order, for customers somebody listens to. Of several api
 * processes one at a time publishes; an event may be published twice when a process dies in
 * between, its id tells.
 */
public final class EventPublisher implements AutoCloseable {
  private static final int MOST_AT_ONCE = 500;
  private static final Duration REST = Duration.ofMillis(100);
  private static final int LOCK_OF_PUBLISHER = 0x70756273;

  private static final LedgerSql MY_TURN =
      LedgerSql.of("select pg_try_advisory_xact_lock(:lock) as mine");
  private static final LedgerSql FORGET =
      LedgerSql.of(
          """
          delete from feed_cursor using customer
          where customer.id = feed_cursor.customer and customer.name <> all (:listening::text[])
          """);

  // Whom nobody listened to until now starts with what happens from now on.
  private static final LedgerSql CURSORS =
      LedgerSql.of(
          """
          select customer.id as customer, customer.name, feed_cursor.tx::text::bigint as tx, feed_cursor.job,
            feed_cursor.number
          from customer left join feed_cursor on feed_cursor.customer = customer.id
          where customer.name = any (:listening::text[])
          """);
  private static final LedgerSql ADVANCE =
      LedgerSql.of(
          """
          insert into feed_cursor (customer, tx, job, number)
          select :customer, :tx::text::xid8, :job::uuid, :number where is_kept(:customer)
          on conflict (customer) do update set tx = excluded.tx, job = excluded.job, number = excluded.number
          """);

  private final LedgerDatabase database;
  private final LedgerReader reader;
  private final Feed feed;
  private final EventPort port;
  private Optional<LoopThread> thread = Optional.empty();

  private record Cursor(Customer customer, Optional<FeedPosition> at) {}

  public EventPublisher(LedgerDatabase database, LedgerReader reader, Feed feed, EventPort port) {
    this.database = database;
    this.reader = reader;
    this.feed = feed;
    this.port = port;
  }

  public void start() {
    thread = Optional.of(LoopThread.start("ledger-events", this::turnAndRest));
  }

  private void turnAndRest() throws InterruptedException {
    long seen = feed.news();
    if (port.customersListening().isEmpty()) {
      Thread.sleep(REST);
    } else if (turn() == 0) {
      boolean _ = feed.awaitNews(seen, REST);
    }
  }

  /** Publishes what is new; answers how many events went out. */
  int turn() {
    return database.together(this::publish);
  }

  private int publish(Connection connection) throws SQLException {
    try (var call = MY_TURN.on(connection)) {
      if (!call.with("lock", LOCK_OF_PUBLISHER).row(row -> row.getBoolean("mine")).orElse(false)) {
        return 0;
      }
    }
    int published = 0;
    var reached = new HashMap<Customer, FeedPosition>();
    for (var cursor : cursors(connection, port.customersListening().toArray())) {
      published += publish(cursor, reached);
    }
    // Written last: a transaction that has written holds back every reader of the feed while it
    // waits for the broker.
    for (var customer : reached.entrySet()) {
      advance(connection, customer.getKey(), customer.getValue());
    }
    return published;
  }

  private List<Cursor> cursors(Connection connection, Object[] listening) throws SQLException {
    try (var forget = FORGET.on(connection);
        var call = CURSORS.on(connection)) {
      forget.withMany("listening", "text", listening).count();
      return call.withMany("listening", "text", listening)
          .rows(row ->
              new Cursor(
                  new Customer(row.getInt("customer"), row.getString("name")),
                  row.getObject("job") == null
                      ? Optional.empty()
                      : Optional.of(
                          new FeedPosition(
                              row.getLong("tx"),
                              JobRowReader.id(row, "job"),
                              row.getInt("number")))));
    }
  }

  private int publish(Cursor cursor, Map<Customer, FeedPosition> reached) {
    if (cursor.at.isEmpty()) {
      reached.put(cursor.customer, reader.feedEnd());
      return 0;
    }
    var events = reader.feed(cursor.customer.id(), cursor.at.get(), MOST_AT_ONCE);
    if (!events.isEmpty()) {
      port.publish(
          cursor.customer.name(),
          events.stream().map(event -> CloudEvent.of(event.kind(), event.event())).toList());
      reached.put(cursor.customer, events.getLast().position());
    }
    return events.size();
  }

  private static void advance(Connection connection, Customer customer, FeedPosition position)
      throws SQLException {
    try (var call = ADVANCE.on(connection)) {
      call.with("customer", customer.id())
          .with("tx", String.valueOf(position.transaction()))
          .with("job", position.job().value())
          .with("number", position.number())
          .count();
    }
  }

  @Override
  public void close() {
    thread.ifPresent(LoopThread::close);
  }
}
