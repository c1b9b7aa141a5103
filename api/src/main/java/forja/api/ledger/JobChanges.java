package forja.api.ledger;

import forja.common.job.Failure;
import forja.common.job.JobChange;
import forja.common.job.JobId;
import forja.common.job.JobState;
import forja.common.job.Kind;
import forja.common.job.Kinds;
import forja.common.wire.Wire;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Changes that no worker reports: by the clock, by the owner, by the reconciler. What such a change
 * entails follows from the states before and after it.
 */
final class JobChanges {
  private static final LedgerSql CHANGE =
      LedgerSql.of(
          """
          with asked as (
            select * from unnest(:ids::uuid[], :attempts::int[], :releases::int[], :failures::text[])
            as asked (id, attempt, release, failure)),
          locked as materialized (
            select job.id, job.customer, job.capability, job.pool, job.priority, job.state, job.attempt, job.release,
              job.locks is not null as has_locks,
              job.kind, job.delivery, job.events, greatest(job.last_tx, pg_current_xact_id()) as tx,
              asked.failure as new_failure
            from asked join job on job.id = asked.id
            where asked.release is null or (job.attempt, job.release) = (asked.attempt, asked.release)
            order by job.id
            for update of job),
          decided as materialized (
            select locked.*, legal.next, locked.attempt + (legal.by_change = change.RETRIED)::int as next_attempt
            from locked join {transitions} on legal.before = locked.state and legal.by_change = :change::smallint),
          changed as (
            update job
            set state = next, attempt = next_attempt, events = decided.events + 1, last_tx = tx, wake_at = null,
              finished_at = case when next in (state.SUCCEEDED, state.FAILED, state.CANCELLED) then :at::timestamptz end,
              worker = case when next = state.QUEUED then null else worker end,
              result = null,
              failure = case when next = state.QUEUED and :change::smallint = change.RETRIED then null
                else coalesce(new_failure, failure) end,
              progress_number = case when next = state.QUEUED then 0 else progress_number end,
              percent = case when next <> state.QUEUED then percent end,
              message = case when next <> state.QUEUED then message end,
              log_chunks = case when next = state.QUEUED then 0 else log_chunks end
            from decided where job.id = decided.id),
          told as (
            insert into job_event (job, tx, number, customer, attempt, release, delivery, change, state, at, body)
            select id, tx, events + 1, customer, next_attempt, release, delivery, :change::smallint, next,
              :at::timestamptz, '{"failure":' || new_failure || '}'
            from decided),
          queued as (
            insert into ready (customer, capability, pool, priority, id, locked)
            select customer, capability, pool, priority, id, has_locks from decided where next = state.QUEUED),
          -- What has begun may be at work, wherever it is: nobody has told of its end.
          come_back as (
            select id, case when may_go_on then doubt.MADE else doubt.LEFT end as doubt,
              case when may_go_on then '{"message":"it had begun, and no worker told how that ended"}' end as failure,
              :at::timestamptz as at
            from (select *, delivery > 0 and kind <> all (:harmless::text[]) as may_go_on from decided) as decided
            where state in (state.RELEASED, state.RUNNING, state.CANCELLING)
              and next not in (state.RELEASED, state.RUNNING, state.CANCELLING)),
          {freeing},
          ordered as (
            insert into cancelling (job) select id from decided where next = state.CANCELLING on conflict do nothing),
          come_in as (
            insert into lane_in (customer, capability, pool, n)
            select customer, capability, pool, count(*) from decided
            where state in (state.RELEASED, state.RUNNING, state.CANCELLING)
              and next not in (state.RELEASED, state.RUNNING, state.CANCELLING)
            group by customer, capability, pool order by customer, capability, pool
            on conflict (capability, pool, customer) do update set n = lane_in.n + excluded.n)
          select id, next from decided
          """);

  private static final LedgerSql UNREADY =
      LedgerSql.of(
          """
          with asked as materialized (
            select id, customer, capability, pool, priority, kind, locks from job
            where id = any (:ids::uuid[])),
          waiting as (
            delete from lock_wait where id = any (array(select id from asked))),
          unready as (
            delete from ready using asked
            where ready.capability = asked.capability and ready.pool = asked.pool
              and ready.customer = asked.customer and ready.priority = asked.priority and ready.id = asked.id
            returning ready.id)
          insert into lock_freed (customer, gate)
          select distinct asked.customer, needed.gate
          from unready join asked using (id)
          cross join lateral gates_of(asked.customer, asked.kind, asked.locks) as needed
          """);

  /** Kinds of which two deliveries may overlap. */
  private static final Object[] HARMLESS =
      Kinds.all().stream().filter(kind -> !kind.hasOutsideEffects()).map(Kind::name).toArray();

  private JobChanges() {}

  /** A job at a certain release: if it has moved on, nothing happens to it. */
  record At(
      JobId id, @Nullable Integer attempt, @Nullable Integer release, @Nullable Failure failure) {
    At(JobId id, int attempt, int release) {
      this(id, attempt, release, null);
    }

    static At any(JobId id) {
      return new At(id, null, null, null);
    }

    /** At whatever release, and this is why it fails. */
    static At failing(JobId id, Failure failure) {
      return new At(id, null, null, failure);
    }

    private @Nullable String failureText() {
      return failure == null ? null : WorkerText.clean(Wire.text(failure));
    }
  }

  /** Makes the change where it is legal and answers with the new states. */
  static Map<JobId, JobState> make(
      Connection connection, JobChange change, Collection<At> jobs, Instant at)
      throws SQLException {
    var sorted = jobs.stream().distinct().sorted(Comparator.comparing(At::id)).toList();
    try (var call = CHANGE.on(connection)) {
      return call
          .withMany("ids", "uuid", sorted.stream().map(job -> job.id.value()).toArray())
          .withMany("attempts", "int4", sorted.stream().map(At::attempt).toArray(Integer[]::new))
          .withMany("releases", "int4", sorted.stream().map(At::release).toArray(Integer[]::new))
          .withMany("failures", "text", sorted.stream().map(At::failureText).toArray(String[]::new))
          .withMany("harmless", "text", HARMLESS)
          .with("change", change.code())
          .with("at", at)
          .rows(row -> Map.entry(JobRowReader.id(row, "id"), JobState.ofCode(row.getInt("next"))))
          .stream()
          .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
  }

  /**
   * Takes those that are queued out of the dispatcher's sight, whose turn this is until the end of
   * the transaction: so none of them is released meanwhile, and no row is locked in another order
   * than the dispatcher's. One of them may have been woken for a permit that others wait for: they
   * are looked at again.
   */
  static void takeFromQueue(Connection connection, Collection<JobId> ids) throws SQLException {
    DispatcherTurn.take(connection);
    try (var call = UNREADY.on(connection)) {
      call.withIds("ids", ids.stream().map(JobId::value).toList()).count();
    }
  }

  /** Asks to cancel. */
  static Map<JobId, JobState> askToCancel(Connection connection, JobId id, Instant at)
      throws SQLException {
    takeFromQueue(connection, List.of(id));
    return make(connection, JobChange.CANCEL_ASKED, List.of(At.any(id)), at);
  }

  /** Ends jobs that nobody has begun, in the same order. */
  static Map<JobId, JobState> expire(Connection connection, Collection<At> jobs, Instant at)
      throws SQLException {
    takeFromQueue(connection, jobs.stream().map(At::id).toList());
    return make(connection, JobChange.EXPIRED, jobs, at);
  }
}
