package forja.api.ledger;

import forja.common.job.JobId;
import forja.common.job.JobReport;
import forja.common.job.JobState;
import forja.common.wire.Wire;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes one round of tales into the ledger by one statement. */
final class TaleTable {
  private static final LedgerSql RECORD =
      LedgerSql.of(
          """
          with tale as (
            select * from unnest(:ids::uuid[], :attempts::int[], :releases::int[], :deliveries::int[],
              :workers::text[], :changes::int2[], :begins::int8[], :ats::int8[], :numbers::int[], :percents::int2[],
              :messages::text[], :results::text[], :failures::text[], :failedAs::int2[], :doubts::int2[],
              :chunks::int[], :bodies::text[])
            as tale (id, attempt, release, delivery, worker, told, began, at, number, percent, message, result,
              failure, failed_as, doubt, log_chunks, body)),
          locked as materialized (
            select tale.*, job.customer, job.capability, job.pool, job.priority, job.state, job.events,
              job.attempts_allowed, job.backoff_ms, job.backoff_factor, job.backoff_ceiling_ms, job.retried_on,
              job.locks is not null as has_locks,
              tale.delivery > job.delivery as anew,
              case when tale.delivery > job.delivery then 0 else job.progress_number end as progress_number,
              greatest(job.last_tx, pg_current_xact_id()) as tx
            from tale join job on job.id = tale.id
            where (job.attempt, job.release) = (tale.attempt, tale.release) and job.delivery <= tale.delivery
            order by job.id
            for update of job),
          -- An attempt that failed as the policy names it is followed by another, as long as the policy allows.
          named as (
            select locked.*, coalesce(number > progress_number, false) as further,
              (case when told = change.FAILED and failed_as & retried_on <> 0 and state <> state.CANCELLING and attempt < attempts_allowed
                then change.POSTPONED else told end)::smallint as change
            from locked),
          decided as materialized (
            select named.*, legal.next, beginning.next as began_state,
              legal.next is not null
                and (anew or change not in (change.STARTED, change.PROGRESSED) or change = change.PROGRESSED and further)
                as happened,
              anew and change <> change.STARTED as folded,
              legal.next in (state.SCHEDULED, state.QUEUED) as put_back,
              case when change = change.POSTPONED then from_micros(at)
                + least(backoff_ms * power(backoff_factor, least(attempt - 1, 30)), backoff_ceiling_ms) * interval '1 millisecond'
                * (0.8 + 0.4 * (uuid_hash(id) & 65535) / 65535.0) end as wake_at
            from named
            left join {transitions} on legal.before = named.state and legal.by_change = named.change
            left join (select before, next from {transitions} where by_change = change.STARTED) as beginning
              on beginning.before = named.state),
          changed as (
            update job
            set state = coalesce(next, job.state), delivery = decided.delivery,
              attempt = job.attempt + (change = change.POSTPONED and happened)::int,
              events = job.events + case when happened then 1 + folded::int else 0 end,
              last_tx = case when happened then tx else job.last_tx end,
              worker = case when happened then decided.worker else job.worker end,
              started_at = case when anew then from_micros(began) else job.started_at end,
              finished_at = case when next in (state.SUCCEEDED, state.FAILED, state.CANCELLED) then from_micros(at)
                else job.finished_at end,
              wake_at = decided.wake_at, due_at = coalesce(decided.wake_at, job.due_at),
              progress_number = case when put_back then 0 when further then number else decided.progress_number end,
              percent = case when put_back then null when further then decided.percent when not anew then job.percent end,
              message = case when put_back then null when further then decided.message when not anew then job.message end,
              result = decided.result, failure = case when change <> change.SUCCEEDED then coalesce(decided.failure, job.failure) end,
              log_chunks = coalesce(decided.log_chunks, 0)
            from decided
            where job.id = decided.id and happened),
          -- The last progress of a job may come after its end: it is told where the job got to, and changes no state.
          caught_up as (
            update job set progress_number = decided.number, percent = decided.percent, message = decided.message
            from decided
            where job.id = decided.id and not happened and further and not anew
              and decided.state in (state.SUCCEEDED, state.FAILED, state.CANCELLED)),
          told as (
            insert into job_event (job, tx, number, customer, attempt, release, delivery, change, state, began_state,
              began_at, at, worker, body)
            select id, tx, events + 1 + folded::int, customer, attempt, release, delivery, change, next,
              case when folded then began_state end, case when folded then from_micros(began) end, from_micros(at),
              worker,
              case when change <> change.POSTPONED then body
                else left(body, -1) || ',"dueAt":"' || to_char(wake_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') || 'Z"}' end
            from decided where happened),
          queued as (
            insert into ready (customer, capability, pool, priority, id, locked)
            select customer, capability, pool, priority, id, has_locks from decided
            where happened and next = state.QUEUED),
          come_back as (
            select id, doubt, failure, from_micros(at) as at from decided
            where happened and next not in (state.RELEASED, state.RUNNING, state.CANCELLING)),
          {freeing},
          come_in as (
            insert into lane_in (customer, capability, pool, n, lately, lately_at)
            select customer, capability, pool, count(*), count(*), now() from decided
            where happened and next not in (state.RELEASED, state.RUNNING, state.CANCELLING)
            group by customer, capability, pool order by customer, capability, pool
            on conflict (capability, pool, customer)
            do update set n = lane_in.n + excluded.n,
              lately = faded(lane_in.lately, lane_in.lately_at) + excluded.lately, lately_at = excluded.lately_at)
          select id, next from decided where happened
          """);

  private TaleTable() {}

  /** A job that a tale changed, and where it stands now. */
  record Changed(JobId id, JobState state) {}

  static List<Changed> record(Connection connection, List<Tale> tales) throws SQLException {
    try (var call = RECORD.on(connection)) {
      withTokens(call, tales);
      withWords(call, tales);
      withEnds(call, tales);
      return call.rows(
          row -> new Changed(JobRowReader.id(row, "id"), JobState.ofCode(row.getInt("next"))));
    }
  }

  private static void withTokens(LedgerCall call, List<Tale> tales) throws SQLException {
    call.withMany("ids", "uuid", column(tales, tale -> tale.first().job().value()))
        .withMany("attempts", "int4", numbers(tales, tale -> tale.token().attempt()))
        .withMany("releases", "int4", numbers(tales, tale -> tale.token().release()))
        .withMany("deliveries", "int4", numbers(tales, tale -> tale.token().delivery()))
        .withMany("workers", "text", texts(tales, Tale::worker))
        .withMany(
            "begins", "int8", micros(tales, tale -> WorkerText.micros(tale.first().startedAt())));
  }

  private static void withWords(LedgerCall call, List<Tale> tales) throws SQLException {
    call.withMany("changes", "int4", numbers(tales, tale -> tale.change().code()))
        .withMany("ats", "int8", micros(tales, Tale::changedAtMicros))
        .withMany("bodies", "text", texts(tales, tale -> tale.body().orElse(null)))
        .withMany(
            "numbers",
            "int4",
            numbers(tales, tale -> tale.furthest().map(JobReport.Progressed::number).orElse(null)))
        .withMany("percents", "int4", numbers(tales, TaleTable::percent))
        .withMany("messages", "text", texts(tales, TaleTable::message));
  }

  private static void withEnds(LedgerCall call, List<Tale> tales) throws SQLException {
    call.withMany("results", "text", texts(tales, tale -> json(tale.result().orElse(null))))
        .withMany("failures", "text", texts(tales, tale -> json(tale.failure().orElse(null))))
        .withMany("failedAs", "int4", numbers(tales, FailureBits::ofEnd))
        .withMany("doubts", "int4", numbers(tales, LockDoubt::codeOf))
        .withMany(
            "chunks",
            "int4",
            numbers(tales, tale -> tale.end().map(JobReport.Final::logChunks).orElse(null)));
  }

  private static @Nullable Integer percent(Tale tale) {
    return tale.furthest().map(reached -> Math.clamp(reached.percent(), 0, 100)).orElse(null);
  }

  private static @Nullable String message(Tale tale) {
    return tale.furthest().map(reached -> WorkerText.clean(reached.message())).orElse(null);
  }

  private static @Nullable String json(@Nullable Object words) {
    return words == null ? null : WorkerText.clean(Wire.text(words));
  }

  private static Object[] column(List<Tale> tales, Function<Tale, Object> value) {
    return tales.stream().map(value).toArray();
  }

  private static Integer[] numbers(List<Tale> tales, Function<Tale, @Nullable Integer> value) {
    return tales.stream().map(value).toArray(Integer[]::new);
  }

  private static Long[] micros(List<Tale> tales, Function<Tale, Long> value) {
    return tales.stream().map(value).toArray(Long[]::new);
  }

  private static String[] texts(List<Tale> tales, Function<Tale, @Nullable String> value) {
    return tales.stream().map(value).toArray(String[]::new);
  }
}
