package forja.api.ledger;

import forja.common.job.JobId;
import forja.common.job.JobState;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Takes the keys of requests; whoever finds a key taken gets the job that it stands for. */
final class BookingKeys {
  static final Duration KEPT = Duration.ofHours(24);

  private static final LedgerSql TAKE =
      LedgerSql.of(
          """
          insert into booking_key (customer, key, body_hash, job, kept_until)
          select customer, key, decode(body_hash, 'hex'), job, :keptUntil
          from unnest(:customers::int[], :keys::text[], :hashes::text[], :jobs::uuid[])
          as asked (customer, key, body_hash, job)
          on conflict (customer, key) do update
          set body_hash = excluded.body_hash, job = excluded.job, kept_until = excluded.kept_until, refused = false
          where booking_key.kept_until < :now
            or booking_key.refused and booking_key.body_hash = excluded.body_hash
          """);
  private static final LedgerSql LOOK =
      LedgerSql.of(
          """
          select booking_key.customer, booking_key.key, booking_key.body_hash, booking_key.job, booking_key.refused,
            every_job.state
          from unnest(:customers::int[], :keys::text[]) as asked (customer, key)
          join booking_key using (customer, key)
          left join every_job on every_job.id = booking_key.job
          """);

  private static final LedgerSql MOVE =
      LedgerSql.of(
          """
          update booking_key set job = moved.job
          from unnest(:customers::int[], :keys::text[], :jobs::uuid[]) as moved (customer, key, job)
          where (booking_key.customer, booking_key.key) = (moved.customer, moved.key)
          """);
  private static final LedgerSql REFUSE =
      LedgerSql.of(
          """
          update booking_key set refused = true
          from unnest(:customers::int[], :keys::text[]) as gone (customer, key)
          where (booking_key.customer, booking_key.key) = (gone.customer, gone.key)
          """);
  private static final LedgerSql KNOWN =
      LedgerSql.of(
          """
          select exists (select from booking_key
            where customer = :customer and key = :key and kept_until >= :now and not refused) as known
          """);

  /** A key belongs to a customer; the order is the one in which keys are locked. */
  record Name(int customer, String key) implements Comparable<Name> {
    static Name of(Booking booking) {
      return new Name(booking.job().customer(), booking.job().key().orElseThrow().key());
    }

    @Override
    public int compareTo(Name other) {
      return customer == other.customer
          ? key.compareTo(other.key)
          : Integer.compare(customer, other.customer);
    }
  }

  /** Whom a key stands for; the state is missing while that job is being booked. */
  record Holder(byte[] bodyHash, JobId job, boolean isRefused, @Nullable JobState state) {}

  private BookingKeys() {}

  /** Every key has a holder afterwards: the first who asked. */
  static Map<Name, Holder> take(Connection connection, List<Booking> keyed, Instant now)
      throws SQLException {
    var asking = new TreeMap<Name, Booking>();
    keyed.forEach(booking -> asking.putIfAbsent(Name.of(booking), booking));
    try (var call = TAKE.on(connection)) {
      named(call, asking.keySet())
          .withMany("hashes", "text", column(asking, BookingKeys::hash))
          .withMany("jobs", "uuid", column(asking, booking -> booking.job().id().value()))
          .with("keptUntil", now.plus(KEPT))
          .with("now", now)
          .count();
    }
    return holders(connection, asking);
  }

  /** From now on these keys stand for these jobs. */
  static void move(Connection connection, Map<Name, JobId> keys) throws SQLException {
    if (!keys.isEmpty()) {
      try (var call = MOVE.on(connection)) {
        named(call, keys.keySet())
            .withIds("jobs", keys.values().stream().map(JobId::value).toList())
            .count();
      }
    }
  }

  /** Whoever asked under these keys may ask again, with the same body. */
  static void refuse(Connection connection, Set<Name> keys) throws SQLException {
    if (!keys.isEmpty()) {
      try (var call = REFUSE.on(connection)) {
        named(call, keys).count();
      }
    }
  }

  static boolean isKnown(Connection connection, Name name, Instant now) throws SQLException {
    try (var call = KNOWN.on(connection)) {
      return call.with("customer", name.customer)
          .with("key", name.key)
          .with("now", now)
          .row(row -> row.getBoolean("known"))
          .orElse(false);
    }
  }

  private static Map<Name, Holder> holders(Connection connection, Map<Name, Booking> asking)
      throws SQLException {
    var holders = new HashMap<Name, Holder>();
    try (var call = LOOK.on(connection)) {
      named(call, asking.keySet()).rows(row -> holders.put(name(row), holder(row)));
    }
    return holders;
  }

  private static LedgerCall named(LedgerCall call, Set<Name> keys) throws SQLException {
    return call.withMany("customers", "int4", keys.stream().map(Name::customer).toArray())
        .withMany("keys", "text", keys.stream().map(Name::key).toArray());
  }

  private static Object[] column(Map<Name, Booking> asking, Function<Booking, Object> value) {
    return asking.values().stream().map(value).toArray();
  }

  private static String hash(Booking booking) {
    return HexFormat.of().formatHex(booking.job().key().orElseThrow().bodyHash());
  }

  private static Name name(ResultSet row) throws SQLException {
    return new Name(row.getInt("customer"), row.getString("key"));
  }

  private static Holder holder(ResultSet row) throws SQLException {
    var state = row.getObject("state", Integer.class);
    return new Holder(
        row.getBytes("body_hash"),
        JobRowReader.id(row, "job"),
        row.getBoolean("refused"),
        state == null ? null : JobState.ofCode(state));
  }

  /** What the holder of its key means for a request. */
  static Accepted answer(Booking booking, Holder holder) {
    if (holder.job.equals(booking.job().id())) {
      return new Accepted.Booked(holder.job, booking.state());
    }
    if (!Arrays.equals(holder.bodyHash, booking.job().key().orElseThrow().bodyHash())) {
      return new Accepted.KeyTaken(holder.job);
    }
    if (holder.isRefused) {
      // Another request of this round asked for the same key first, with another body.
      return new Accepted.Booked(booking.job().id(), booking.state());
    }
    return new Accepted.Repeated(holder.job, holder.state == null ? booking.state() : holder.state);
  }
}
