package forja.api.ledger;

import java.sql.Connection;
import java.sql.SQLException;

/** Lets those go who waited for a gate at which there are permits again. */
final class LockWaits {
  /** More at once would keep others from their turn. */
  private static final int MOST_AT_ONCE = 500;

  /** Those behind are looked at too: the first ones may miss another gate. */
  private static final int MORE = 16;

  // For each lane apart: a lane without workers must not take the turn of those that have some.
  private static final LedgerSql WAKE =
      LedgerSql.of(
          """
          select pg_advisory_xact_lock(:turns);
          with recursive
          freed as (
            delete from lock_freed returning customer, gate),
          open as materialized (
            select freed.customer, freed.gate, now.permits - now.held as free
            from (select distinct customer, gate from freed) as freed
            cross join lateral gate_room(freed.customer, freed.gate) as now
            where now.has_line and now.permits > now.held),
          line (customer, gate, free, capability, pool) as (
            select open.customer, open.gate, open.free, first.capability, first.pool
            from open cross join lateral (
              select capability, pool from lock_wait
              where lock_wait.customer = open.customer and lock_wait.gate = open.gate
              order by capability, pool limit 1) as first
            union all
            select line.customer, line.gate, line.free, next.capability, next.pool
            from line cross join lateral (
              select lock_wait.capability, lock_wait.pool from lock_wait
              where lock_wait.customer = line.customer and lock_wait.gate = line.gate
                and (lock_wait.capability, lock_wait.pool) > (line.capability, line.pool)
              order by lock_wait.capability, lock_wait.pool limit 1) as next),
          candidate as materialized (
            select line.customer, line.gate, line.capability, line.pool, next.id, next.priority, job.kind, job.locks,
              (row_number() over (partition by line.capability, line.pool order by next.priority desc, next.id))::int
                as place
            from line cross join lateral (
              select id, priority from lock_wait
              where lock_wait.customer = line.customer and lock_wait.gate = line.gate
                and lock_wait.capability = line.capability and lock_wait.pool = line.pool
              order by priority desc, id limit least(line.free, :most::int) + :more::int) as next
            join job on job.id = next.id),
          gated as materialized (
            select candidate.*, needed.gate as needs
            from candidate cross join lateral (
              select candidate.gate union select gate from gates_of(candidate.customer, candidate.kind, candidate.locks)) as needed),
          gate as materialized (
            select asked.customer, asked.gate, (row_number() over ())::int as number, now.permits - now.held as free
            from (select distinct customer, needs as gate from gated) as asked
            cross join lateral gate_room(asked.customer, asked.gate) as now),
          verdict as materialized (
            select candidate.*, missed.gate as misses, passed.misses = 0 and passed.job <= :most::int as passes
            from (
              select gated.capability, gated.pool,
                array_agg(gated.place order by gated.place, gated.needs) as jobs,
                array_agg(gate.number order by gated.place, gated.needs) as gates,
                array_agg(true order by gated.place, gated.needs) as woken
              from gated join gate on gate.customer = gated.customer and gate.gate = gated.needs
              group by gated.capability, gated.pool) as lane
            cross join (
              select array_agg(free order by number) as free, array_agg(false order by number) as has_line from gate) as gates
            cross join lateral try_gates(lane.jobs, lane.gates, lane.woken, gates.free, gates.has_line, :most::bigint) as passed
            join candidate on candidate.capability = lane.capability and candidate.pool = lane.pool
              and candidate.place = passed.job
            left join gate as missed on missed.number = passed.misses),
          gone as (
            delete from lock_wait where id = any (array(select id from verdict where passes))),
          woken as (
            insert into ready (customer, priority, capability, pool, id, locked, woken)
            select customer, priority, capability, pool, id, locks is not null, true from verdict where passes
            on conflict do nothing),
          moved as (
            update lock_wait set gate = verdict.misses from verdict
            where lock_wait.id = verdict.id and verdict.misses <> verdict.gate),
          unfinished as (
            insert into lock_freed (customer, gate)
            select customer, gate from verdict group by customer, gate
            having bool_or(misses <> gate or misses is null and not passes))
          select count(*) filter (where passes) as woken from verdict
          """);

  // A net below the hints that whoever frees leaves behind.
  private static final LedgerSql LOOK_AT_ALL =
      LedgerSql.of(
          """
          with recursive waiting (customer, gate) as (
            (select customer, gate from lock_wait order by customer, gate limit 1)
            union all
            select next.customer, next.gate from waiting cross join lateral (
              select lock_wait.customer, lock_wait.gate from lock_wait
              where (lock_wait.customer, lock_wait.gate) > (waiting.customer, waiting.gate)
              order by lock_wait.customer, lock_wait.gate limit 1) as next)
          insert into lock_freed (customer, gate) select customer, gate from waiting
          """);

  // A limit that is set on a kind counts jobs that are out already; one of them may end at that
  // very moment.
  private static final LedgerSql FREE_ORPHANS =
      LedgerSql.of(
          """
          with orphan as materialized (
            select customer, gate, slot, doubt_since from lock_permit
            where held and coalesce((
              select job.state not in (state.RELEASED, state.RUNNING, state.CANCELLING) from job
              where job.id = lock_permit.job), true)),
          freed as (
            delete from lock_permit using orphan
            where (lock_permit.customer, lock_permit.gate, lock_permit.slot) = (orphan.customer, orphan.gate, orphan.slot)
              and orphan.doubt_since is null),
          left_in_doubt as (
            update lock_permit set held = false from orphan
            where (lock_permit.customer, lock_permit.gate, lock_permit.slot) = (orphan.customer, orphan.gate, orphan.slot)
              and orphan.doubt_since is not null)
          insert into lock_freed (customer, gate) select distinct customer, gate from orphan
          """);

  private final LedgerDatabase database;

  LockWaits(LedgerDatabase database) {
    this.database = database;
  }

  /** Answers how many were woken. */
  int wake() {
    return database.each(connection -> {
      try (var call = WAKE.on(connection)) {
        return call.with("turns", DispatcherTurn.LOCK)
            .with("most", MOST_AT_ONCE)
            .with("more", MORE)
            .row(row -> row.getInt("woken"))
            .orElse(0);
      }
    });
  }

  /** Frees what nobody holds any more, and looks at every gate where somebody waits. */
  int wakeAll() {
    int _ = database.together(LockWaits::hintAll);
    return wake();
  }

  private static int hintAll(Connection connection) throws SQLException {
    DispatcherTurn.take(connection);
    try (var orphans = FREE_ORPHANS.on(connection);
        var all = LOOK_AT_ALL.on(connection)) {
      return orphans.count() + all.count();
    }
  }
}
