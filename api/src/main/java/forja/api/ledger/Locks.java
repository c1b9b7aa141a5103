package forja.api.ledger;

import forja.common.job.JobId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** The locks of customers: what is held, what is in doubt, who waits. */
public final class Locks {
  // The names with something to tell, each found by one step in an index however many wait for it.
  private static final LedgerSql NAMES =
      LedgerSql.of(
          """
          with recursive waiting (gate) as (
            (select gate from lock_wait where customer = :customer and gate > 'lock:' || :after::text
              order by gate limit 1)
            union all
            select (select next.gate from lock_wait next
              where next.customer = :customer and next.gate > waiting.gate order by next.gate limit 1)
            from waiting where waiting.gate is not null)
          select substr(gate, 6) as name from (
            (select gate from waiting where starts_with(gate, 'lock:') limit :most)
            union
            (select distinct gate from lock_permit
              where customer = :customer and gate > 'lock:' || :after::text and starts_with(gate, 'lock:')
              order by gate limit :most)
            union
            (select subject from permit_limit
              where customer = :customer and subject > 'lock:' || :after::text and starts_with(subject, 'lock:')
              order by subject limit :most)) as known
          order by gate limit :most
          """);

  private static final LedgerSql STATES =
      LedgerSql.of(
          """
          with
          lock as materialized (
            select asked.name, 'lock:' || asked.name as gate, now.permits, now.held,
              (select count(*) from lock_wait where customer = :customer and gate = 'lock:' || asked.name) as waiting,
              (select count(*) from lock_permit
                where customer = :customer and gate = 'lock:' || asked.name and doubt_since is not null) as doubtful,
              exists (select from permit_limit where customer = :customer and subject = 'lock:' || asked.name) as limited
            from unnest(:names::text[]) as asked (name)
            cross join lateral gate_room(:customer, 'lock:' || asked.name) as now)
          select lock.*, taken.job, taken.held as is_held, taken.since, taken.doubt_job, taken.doubt_since,
            taken.doubt_reason
          from lock left join lateral (
            (select * from lock_permit where customer = :customer and lock_permit.gate = lock.gate and lock_permit.held
              order by slot limit :shown)
            union
            (select * from lock_permit
              where customer = :customer and lock_permit.gate = lock.gate and doubt_since is not null
              order by slot limit :shown)) as taken on true
          order by lock.name, taken.slot
          """);

  private static final LedgerSql RELEASE =
      LedgerSql.of(
          """
          with freed as (
            delete from lock_permit where customer = :customer and gate = 'lock:' || :name::text and not held
            returning customer, gate)
          insert into lock_freed (customer, gate) select customer, gate from freed
          """);

  private final LedgerDatabase database;
  private final Bell bell;

  public Locks(LedgerDatabase database, Bell bell) {
    this.database = database;
    this.bell = bell;
  }

  /** The lock is the same in all its rows. */
  private record Row(LockState lock, Optional<LockState.Permit> taken) {}

  /** By name, after this one. */
  public List<LockState> list(int customer, String after, int limit) {
    return database.each(
        connection -> states(connection, customer, names(connection, customer, after, limit)));
  }

  private static List<String> names(Connection connection, int customer, String after, int limit)
      throws SQLException {
    try (var call = NAMES.on(connection)) {
      return call.with("customer", customer)
          .with("after", after)
          .with("most", limit)
          .rows(row -> row.getString("name"));
    }
  }

  private static List<LockState> states(Connection connection, int customer, List<String> names)
      throws SQLException {
    try (var call = STATES.on(connection)) {
      var rows =
          call
              .with("customer", customer)
              .withMany("names", "text", names.toArray())
              .with("shown", LockState.MOST_SHOWN)
              .rows(Locks::row)
              .stream()
              .collect(Collectors.groupingBy(row -> row.lock.name()));
      return names.stream().map(rows::get).map(Locks::state).toList();
    }
  }

  private static LockState state(List<Row> rows) {
    return rows.getFirst().lock.with(rows.stream().flatMap(row -> row.taken.stream()).toList());
  }

  private static Row row(ResultSet row) throws SQLException {
    var job = row.getObject("job", UUID.class);
    var taken = job == null ? Optional.<LockState.Permit>empty() : Optional.of(permit(row, job));
    var lock =
        new LockState(
            row.getString("name"),
            row.getInt("permits"),
            row.getBoolean("limited"),
            row.getLong("waiting"),
            row.getInt("held"),
            row.getInt("doubtful"),
            List.of());
    return new Row(lock, taken);
  }

  private static LockState.Permit permit(ResultSet row, UUID job) throws SQLException {
    var holder =
        row.getBoolean("is_held")
            ? Optional.of(
                new LockState.Holder(
                    new JobId(job), JobRowReader.instant(row, "since").orElseThrow()))
            : Optional.<LockState.Holder>empty();
    var doubt = row.getObject("doubt_job", UUID.class);
    return new LockState.Permit(
        holder, doubt == null ? Optional.empty() : Optional.of(doubt(row, doubt)));
  }

  private static LockState.Doubt doubt(ResultSet row, UUID job) throws SQLException {
    return new LockState.Doubt(
        new JobId(job),
        JobRowReader.instant(row, "doubt_since").orElseThrow(),
        JobRowReader.text(row, "doubt_reason").orElse(""));
  }

  /** Empty when nobody holds it, nothing of it is in doubt, nobody waits, and it has no limit. */
  public Optional<LockState> find(int customer, String name) {
    return database.each(connection -> states(connection, customer, List.of(name))).stream()
        .findFirst()
        .filter(LockState::isKnown);
  }

  /** Frees the permits that are in doubt and that nobody holds; answers how many. */
  public int release(int customer, String name) {
    int freed =
        database.together(connection -> {
          DispatcherTurn.take(connection);
          try (var call = RELEASE.on(connection)) {
            return call.with("customer", customer).with("name", name).count();
          }
        });
    bell.jobsMayGo();
    return freed;
  }
}
