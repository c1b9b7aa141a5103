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
import java.util.List;
import java.util.Map;
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
          set body_hash = excluded.body_hash, job = excluded.job, kept_until = excluded.kept_until
          where booking_key.kept_until < :now
          """);
  private static final LedgerSql LOOK =
      LedgerSql.of(
          """
          select booking_key.customer, booking_key.key, booking_key.body_hash, booking_key.job, every_job.state
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
  private static final LedgerSql FORGET =
      LedgerSql.of(
          """
          delete from booking_key
          using unnest(:customers::int[], :keys::text[], :jobs::uuid[]) as gone (customer, key, job)
          where (booking_key.customer, booking_key.key) = (gone.customer, gone.key)
          """);
  private static final LedgerSql KNOWN =
      LedgerSql.of(
          """
          select exists (select from booking_key
            where customer = :customer and key = :key and kept_until >= :now) as known
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
  record Holder(byte[] bodyHash, JobId job, @Nullable JobState state) {}

  private BookingKeys() {}

  /** Every key has a holder afterwards: the first who asked. */
  static Map<Name, Holder> take(Connection connection, List<Booking> keyed, Instant now)
      throws SQLException {
    var asking = new TreeMap<Name, Booking>();
    keyed.forEach(booking -> asking.putIfAbsent(Name.of(booking), booking));
    try (var call = TAKE.on(connection)) {
      named(call, asking)
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
    change(connection, MOVE, keys);
  }

  /** Nobody asked under these keys. */
  static void forget(Connection connection, Map<Name, JobId> keys) throws SQLException {
    change(connection, FORGET, keys);
  }

  private static void change(Connection connection, LedgerSql sql, Map<Name, JobId> keys)
      throws SQLException {
    if (keys.isEmpty()) {
      return;
    }
    try (var call = sql.on(connection)) {
      call.withMany("customers", "int4", keys.keySet().stream().map(Name::customer).toArray())
          .withMany("keys", "text", keys.keySet().stream().map(Name::key).toArray())
          .withIds("jobs", keys.values().stream().map(JobId::value).toList())
          .count();
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
      named(call, asking).rows(row -> holders.put(name(row), holder(row)));
    }
    return holders;
  }

  private static LedgerCall named(LedgerCall call, Map<Name, Booking> asking) throws SQLException {
    return call.withMany("customers", "int4", column(asking, booking -> booking.job().customer()))
        .withMany("keys", "text", column(asking, booking -> Name.of(booking).key()));
  }

  private static Object[] column(Map<Name, Booking> asking, Function<Booking, Object> value) {
    return asking.values().stream().map(value).toArray();
  }

  private static String hash(Booking booking) {
    return java.util.HexFormat.of().formatHex(booking.job().key().orElseThrow().bodyHash());
  }

  private static Name name(ResultSet row) throws SQLException {
    return new Name(row.getInt("customer"), row.getString("key"));
  }

  private static Holder holder(ResultSet row) throws SQLException {
    var state = row.getObject("state", Integer.class);
    return new Holder(
        row.getBytes("body_hash"),
        JobRowReader.id(row, "job"),
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
    return new Accepted.Repeated(holder.job, holder.state == null ? booking.state() : holder.state);
  }
}
