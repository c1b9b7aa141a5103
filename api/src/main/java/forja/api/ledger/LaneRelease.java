package forja.api.ledger;

import forja.common.wire.JobWire.ReleasedJob;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/**
 * The statement that decides who goes next in a lane. Fair between customers: each in turn, whoever
 * has least in flight first; within a customer by priority, then by age.
 */
final class LaneRelease {
  static final int WIDEST_WINDOW = 2_000;

  // Two statements and one round trip: what the second one sees is as of after the lock, not
  // before.
  private static final LedgerSql RELEASE =
      LedgerSql.of(
          """
          select pg_advisory_xact_lock(:turns);
          with recursive
          lane as materialized (select :capability::text as capability, :pool::text as pool),
          gauge as materialized (
            select
              (select coalesce(sum(n), 0) from lane_out
                where capability = (select capability from lane) and pool = (select pool from lane))::bigint as gone,
              (select coalesce(sum(n), 0) from lane_in
                where capability = (select capability from lane) and pool = (select pool from lane))::bigint as come),
          room as materialized (
            select come, gone - come as out,
              case when exists (
                select from paused
                where (what, name) in (('capability', (select capability from lane)), ('pool', (select pool from lane))))
              then 0
              else greatest(0, least(:widest::bigint, greatest(2 * :slots::bigint, come - :cameBefore::bigint))
                - (gone - come)) end as free
            from gauge),
          head (customer) as (
            (select customer from ready
              where capability = (select capability from lane) and pool = (select pool from lane)
                and (select free from room) > 0
              order by customer limit 1)
            union all
            select (select next.customer from ready next
              where next.capability = (select capability from lane) and next.pool = (select pool from lane)
                and next.customer > head.customer
              order by next.customer limit 1)
            from head where head.customer is not null),
          -- In flight over all lanes: asked only when some customer is limited.
          everywhere as (
            select customer, sum(n)::bigint as n
            from (select customer, n from lane_out union all select customer, -n from lane_in) as lanes
            where (select exists (select from permit_limit where subject = 'jobs'))
            group by customer),
          standing as materialized (
            select head.customer, coalesce(lane_out.n, 0) - coalesce(lane_in.n, 0) as in_flight, lane_out.served_at,
              permit_limit.permits - coalesce(everywhere.n, 0) as most
            from head
            left join lane_out on lane_out.capability = (select capability from lane)
              and lane_out.pool = (select pool from lane) and lane_out.customer = head.customer
            left join lane_in on lane_in.capability = (select capability from lane)
              and lane_in.pool = (select pool from lane) and lane_in.customer = head.customer
            left join permit_limit on permit_limit.subject = 'jobs' and permit_limit.customer = head.customer
            left join everywhere on everywhere.customer = permit_limit.customer
            where head.customer is not null and (permit_limit.permits is null or permit_limit.permits > coalesce(everywhere.n, 0))
              and head.customer <> all (array(
                select customer.id from paused join customer on customer.name = paused.name where paused.what = 'customer'))),
          -- How many each may have in flight if all had enough to do: like water, room fills the lowest first.
          level as materialized (
            select min((free + below + place - 1) / place) as height
            from (
              select sum(in_flight) over lowest_first as below, row_number() over lowest_first as place
              from standing
              window lowest_first as (order by in_flight, customer rows unbounded preceding)) as filled, room),
          share as materialized (
            select customer, in_flight, served_at,
              greatest(0, least((select height from level) - in_flight, most)) as most from standing),
          -- Those who have room come first. Behind them it looks deeper only for those who would wait for a gate anyway.
          picked as materialized (
            select next.spot, next.id, next.priority, next.locked, next.woken, share.customer,
              next.turn <= share.most as has_room,
              row_number() over (
                order by next.turn > share.most, share.in_flight + next.turn, share.served_at nulls first, share.customer)
                as place
            from share cross join lateral (
              select ctid as spot, id, priority, locked, woken, row_number() over (order by priority desc, id) as turn
              from ready
              where capability = (select capability from lane) and pool = (select pool from lane)
                and customer = share.customer
              order by priority desc, id
              limit share.most + :deeper::bigint / (select count(*) from share)) as next
            order by place
            limit (select free from room) + :deeper::bigint),
          places as materialized (
            select least((select free from room), count(*) filter (where has_room)) as n from picked),
          gated as materialized (
            select picked.place, picked.id, picked.woken, picked.customer, needed.gate
            from picked join job on job.id = picked.id and job.state = state.QUEUED
            cross join lateral gates_of(picked.customer, job.kind, job.locks) as needed
            where picked.locked
              or (select exists (select from permit_limit where subject = any (:kindGates::text[]))
                or exists (select from paused where what = 'kind' and 'kind:' || name = any (:kindGates::text[])))),
          gate as materialized (
            select asked.customer, asked.gate, asked.n, (row_number() over ())::int as number,
              now.permits, now.held, now.taken, now.has_line
            from (select customer, gate, count(*)::int as n from gated group by customer, gate) as asked
            cross join lateral gate_room(asked.customer, asked.gate) as now),
          verdict as materialized (
            select passed.job as place, passed.misses
            from (
              select array_agg(gated.place::int order by gated.place, gated.gate) as jobs,
                array_agg(gate.number order by gated.place, gated.gate) as gates,
                array_agg(gated.woken order by gated.place, gated.gate) as woken
              from gated join gate using (customer, gate) having count(*) > 0) as pairs
            cross join (
              select array_agg(permits - held order by number) as free, array_agg(has_line order by number) as has_line
              from gate) as gates
            cross join lateral pass_gates(pairs.jobs, pairs.gates, pairs.woken, gates.free, gates.has_line,
              (select n from places)) as passed),
          aside as materialized (
            select picked.spot, picked.id, picked.priority, picked.customer, picked.place, gate.gate
            from verdict join picked using (place) join gate on gate.number = verdict.misses),
          unready as (
            delete from ready
            where ctid = any (array(
              select picked.spot from picked left join verdict using (place)
              where picked.place <= (select n from places) and coalesce(verdict.misses, 0) = 0))
            returning id),
          put_aside as (
            delete from ready where ctid = any (array(select spot from aside))),
          in_line as (
            insert into lock_wait (customer, gate, capability, pool, priority, id)
            select customer, gate, (select capability from lane), (select pool from lane), priority, id from aside
            on conflict do nothing),
          -- Who is set aside may have been the one woken for another gate; and who stands in line may be its best.
          hinted as (
            insert into lock_freed (customer, gate)
            select distinct gate.customer, gate.gate
            from aside join gated using (place) join gate on (gate.customer, gate.gate) = (gated.customer, gated.gate)
            where gate.has_line and (gate.gate <> aside.gate or gate.permits > gate.held)
            returning gate),
          released as (
            update job
            set state = state.RELEASED, release = release + 1, delivery = 0, released_at = :at::timestamptz,
              events = events + 1, last_tx = greatest(last_tx, pg_current_xact_id())
            from unready where job.id = unready.id and job.state = state.QUEUED
            returning job.id, job.customer, job.attempt, job.release, job.events, job.last_tx, job.time_limit_ms,
              job.kind, job.spec),
          wanted as (
            select gated.customer, gated.gate, released.id,
              row_number() over (partition by gated.customer, gated.gate order by gated.place) as turn
            from gated join released on released.id = gated.id),
          -- Clean ones first; those in doubt last, because whoever takes one over has to prove its target clean.
          offered as (
            select customer, gate, slot, row_number() over (partition by customer, gate order by in_doubt, slot) as turn
            from (
              select gate.customer, gate.gate, clean.slot, false as in_doubt
              from gate cross join lateral (
                select slot from generate_series(1, gate.taken + gate.n) as slot
                where not exists (
                  select from lock_permit as other
                  where other.customer = gate.customer and other.gate = gate.gate and other.slot = slot.slot)
                order by slot limit greatest(0, least(gate.n, gate.permits - gate.taken))) as clean
              union all
              select other.customer, other.gate, other.slot, true
              from gate join lock_permit as other on other.customer = gate.customer and other.gate = gate.gate
              where not other.held) as slots),
          -- Guards against two holders: a job without a slot, or a slot that is held, is refused as null.
          taken as (
            insert into lock_permit (customer, gate, slot, job, held, since)
            select wanted.customer, wanted.gate, offered.slot, wanted.id, true, :at::timestamptz
            from wanted left join offered using (customer, gate, turn)
            on conflict (customer, gate, slot) do update
              set job = case when lock_permit.held then null else excluded.job end, held = true, since = excluded.since
            returning job, gate, doubt_since),
          doubtful as (
            select job, array_agg(substr(gate, 6) order by gate) as locks
            from taken where doubt_since is not null group by job),
          told as (
            insert into job_event (job, tx, number, customer, attempt, release, delivery, change, state, at)
            select id, last_tx, events, customer, attempt, release, 0, change.RELEASED, state.RELEASED,
              :at::timestamptz
            from released),
          gone_out as (
            insert into lane_out (customer, capability, pool, n, served_at)
            select customer, (select capability from lane), (select pool from lane), count(*), clock_timestamp()
            from released group by customer order by customer
            on conflict (capability, pool, customer)
            do update set n = lane_out.n + excluded.n, served_at = excluded.served_at)
          select room.come, room.out, room.free, (select count(*) from standing) as customers,
            (select count(*) from aside) as aside,
            exists (select from lock_freed) or exists (select from hinted) as hinted,
            released.id, released.attempt, released.release, released.time_limit_ms, released.kind, released.spec,
            (select name from customer where customer.id = released.customer) as customer, doubtful.locks as in_doubt
          from room left join (released left join doubtful on doubtful.job = released.id) on true
          """);

  private final LedgerDatabase database;

  LaneRelease(LedgerDatabase database) {
    this.database = database;
  }

  /**
   * How wide the window of a lane may be: twice the slots, or what came back lately. How many jobs
   * beyond it are looked at, because many would only wait for a gate.
   */
  record Width(int slots, long cameBefore, int deeper) {}

  /**
   * What went, how many were set aside to wait for a gate, how many were out before, how many have
   * ever come back, whether a second turn has room left to share out, and whether somebody may be
   * woken.
   */
  record Released(
      List<ReleasedJob> jobs,
      int aside,
      long out,
      long come,
      boolean hasRoomLeft,
      boolean mayWake) {}

  Released turn(Lane lane, Width width, Instant at) {
    return database.each(connection -> turn(connection, lane, width, at));
  }

  Released turn(Connection connection, Lane lane, Width width, Instant at) throws SQLException {
    try (var call = RELEASE.on(connection)) {
      var rows =
          call.with("turns", DispatcherTurn.LOCK)
              .with("capability", lane.capability().id())
              .with("pool", lane.pool())
              .with("slots", width.slots)
              .with("cameBefore", width.cameBefore)
              .with("widest", WIDEST_WINDOW)
              .with("deeper", width.deeper)
              .withMany("kindGates", "text", Gates.ofKinds(lane.capability()))
              .with("at", at)
              .rows(ReleaseRow::of);
      return ReleaseRow.all(rows);
    }
  }
}
