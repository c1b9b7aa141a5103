package forja.api.identity;

import forja.api.ledger.LedgerCall;
import forja.api.ledger.LedgerDatabase;
import forja.api.ledger.LedgerSql;
import forja.api.secret.CannotOpen;
import forja.api.secret.MasterKey;
import forja.api.secret.Resealed;
import forja.api.secret.SealedThings;
import java.security.PublicKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of the farm's tokens, as all api processes share them: a new one each day. The private
 * part stands in the database, sealed; the public part stays as long as tokens of it may be good.
 */
public final class SigningKeys implements TokenKeys, SealedThings {
  private static final Logger log = LoggerFactory.getLogger(SigningKeys.class);
  static final Duration SIGNS_FOR = Duration.ofHours(24);

  /** The last token of a key has expired by then, whatever the clocks say. */
  private static final Duration STAYS_FOR = JsonWebTokens.LIFE.plusMinutes(2);

  /** Whether a key was retired is asked again after so long. */
  private static final Duration KNOWN_FOR = Duration.ofSeconds(30);

  private static final LedgerSql NEWEST =
      LedgerSql.of(
          """
          select id, public_key, private_key, made_at from signing_key
          where retired_at is null order by made_at desc limit 1
          """);
  private static final LedgerSql PUBLIC =
      LedgerSql.of(
          """
          select id, public_key from signing_key
          where id = :id and (retired_at is null or retired_at > :retired::timestamptz)
          """);
  private static final LedgerSql ALL =
      LedgerSql.of(
          """
          select id, public_key from signing_key
          where retired_at is null or retired_at > :retired::timestamptz order by retired_at desc nulls first, made_at desc, id
          """);

  private final LedgerDatabase database;
  private final MasterKey master;
  private final Clock clock;
  private final SigningKeyChange change;
  private final Map<String, Known> known = new ConcurrentHashMap<>();
  private volatile Optional<SigningKey> signing = Optional.empty();

  public SigningKeys(LedgerDatabase database, MasterKey master, Clock clock) {
    this.database = database;
    this.master = master;
    this.clock = clock;
    this.change = new SigningKeyChange(database, master);
  }

  private record Known(PublicKey key, Instant readAt) {}

  /** A key as it stands in the database, the private part sealed. */
  private record Kept(PublicPart open, byte[] sealed, Instant madeAt) {}

  /** What everybody may know of a key. */
  public record PublicPart(String id, PublicKey key) {
    byte[] raw() {
      return Ed25519.raw(key);
    }
  }

  /** Asked at each login, so that all processes change to a new key at once. */
  @Override
  public SigningKey signing() {
    var newest = newest();
    if (newest.isPresent() && newest.get().madeAt.plus(SIGNS_FOR).isAfter(clock.instant())) {
      var opened = open(newest.get());
      if (opened.isPresent()) {
        return opened.get();
      }
    }
    return change(newest.map(kept -> kept.open.id()));
  }

  /** From now on a new key signs. Gives its id. */
  public String rotate() {
    return change(newest().map(kept -> kept.open.id())).id();
  }

  private SigningKey change(Optional<String> former) {
    change.after(former, clock.instant(), STAYS_FOR);
    // Another process may have been quicker; then its key is as good.
    return newest().flatMap(this::open).orElseThrow();
  }

  private Optional<SigningKey> open(Kept kept) {
    var last = signing;
    if (last.isPresent() && last.get().id().equals(kept.open.id())) {
      return last;
    }
    try {
      var plain = master.open(kept.sealed, SigningKeyChange.about(kept.open.id()));
      var key = new SigningKey(kept.open.id(), Ed25519.privateKey(plain));
      signing = Optional.of(key);
      return signing;
    } catch (CannotOpen lost) {
      log.warn(
          "the signing key {} cannot be opened, a new one takes its place: {}",
          kept.open.id(),
          lost.getMessage());
      return Optional.empty();
    }
  }

  @Override
  public Optional<PublicKey> verifying(String id) {
    var now = clock.instant();
    var before = known.get(id);
    if (before != null && before.readAt.plus(KNOWN_FOR).isAfter(now)) {
      return Optional.of(before.key);
    }
    var found = ask(PUBLIC, call -> call.with("id", id).with("retired", now.minus(STAYS_FOR)));
    if (found.isEmpty()) {
      known.remove(id);
      return Optional.empty();
    }
    known.put(id, new Known(found.getFirst().key(), now));
    return Optional.of(found.getFirst().key());
  }

  /** All whose tokens may be good, the one that signs first. */
  public List<PublicPart> published() {
    return ask(ALL, call -> call.with("retired", clock.instant().minus(STAYS_FOR)));
  }

  @Override
  public String what() {
    return "signing-keys";
  }

  @Override
  public Resealed reseal(MasterKey key) {
    return change.reseal(key);
  }

  private Optional<Kept> newest() {
    return database.each(connection -> {
      try (var call = NEWEST.on(connection)) {
        return call.row(row ->
            new Kept(
                publicPart(row),
                row.getBytes("private_key"),
                row.getObject("made_at", OffsetDateTime.class).toInstant()));
      }
    });
  }

  private interface Question {
    LedgerCall ask(LedgerCall call) throws SQLException;
  }

  private List<PublicPart> ask(LedgerSql sql, Question question) {
    return database.each(connection -> {
      try (var call = sql.on(connection)) {
        return question.ask(call).rows(SigningKeys::publicPart);
      }
    });
  }

  private static PublicPart publicPart(ResultSet row) throws SQLException {
    return new PublicPart(row.getString("id"), Ed25519.publicKey(row.getBytes("public_key")));
  }
}
