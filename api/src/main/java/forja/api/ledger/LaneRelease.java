package forja.api.ledger;

import forja.common.wire.JobWire.ReleasedJob;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
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
            select went.gone, came.come,
              greatest(0, coalesce(
                :paceMillis::float8 - 1000 * extract(epoch from clock_timestamp() - went.served_at), 0))::bigint as rest
            from
              (select coalesce(sum(n), 0)::bigint as gone, max(served_at) as served_at from lane_out
                where capability = (select capability from lane) and pool = (select pool from lane)) as went,
              (select coalesce(sum(n), 0)::bigint as come from lane_in
                where capability = (select capability from lane) and pool = (select pool from lane)) as came),
          room as materialized (
            select come, gone - come as out, rest,
              case when exists (
                select from paused
                where (what, name) in (('capability', (select capability from lane)), ('pool', (select pool from lane))))
              then 0
              else greatest(0, least(:widest::bigint,
                  greatest(
                    :slots::bigint + case when rest = 0 then :ahead::bigint else 0 end,
                    come - :cameBefore::bigint))
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
          -- What ended a moment ago still counts, so that who comes with a few jobs is not held to half of the slots.
          standing as materialized (
            select head.customer, lane_out.served_at,
              coalesce(lane_out.n, 0) - coalesce(lane_in.n, 0) + coalesce(faded(lane_in.lately, lane_in.lately_at), 0)
                as in_flight,
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
            select next.spot, next.id, next.locked, next.woken,
              next.turn <= share.most as has_room,
              row_number() over (
                order by next.turn > share.most, share.in_flight + next.turn, share.served_at nulls first, share.customer)
                as place
            from share cross join lateral (
              select ctid as spot, id, locked, woken, row_number() over (order by priority desc, id) as turn
              from ready
              where capability = (select capability from lane) and pool = (select pool from lane)
                and customer = share.customer
              order by priority desc, id
              limit share.most + :deeper::bigint / (select count(*) from share)) as next
            order by place
            limit (select free from room) + :deeper::bigint),
          places as materialized (
            select least((select free from room), count(*) filter (where has_room)) as n from picked),
          asked as materialized (
            select array_agg(place::int order by place) as places, array_agg(id order by place) as ids,
              array_agg(woken order by place) as woken
            from picked
            where locked
              or (select exists (select from permit_limit where subject = any (:kindGates::text[]))
                or exists (select from paused where what = 'kind' and 'kind:' || name = any (:kindGates::text[])))
            having count(*) > 0),
          verdict as materialized (
            select passed.* from asked
            cross join lateral pass_gates(asked.places, asked.ids, asked.woken, (select n from places), :at::timestamptz) as passed),
          unready as (
            delete from ready
            where ctid = any (array(
              select picked.spot from picked left join verdict on verdict.job = picked.id
              where picked.place <= (select n from places) and verdict.misses is null))
            returning id),
          put_aside as (
            delete from ready where ctid = any (array(
              select picked.spot from verdict join picked on picked.id = verdict.job where verdict.misses is not null))),
          released as (
            update job
            set state = state.RELEASED, release = release + 1, delivery = 0, released_at = :at::timestamptz,
              events = events + 1, last_tx = greatest(last_tx, pg_current_xact_id())
            from unready where job.id = unready.id and job.state = state.QUEUED
            returning job.id, job.customer, job.attempt, job.release, job.events, job.last_tx, job.time_limit_ms,
              job.deadline, job.kind, job.spec, job.request_id),
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
          select room.come, room.out, room.free, room.rest, (select count(*) from standing) as customers,
            (select count(*) from verdict where misses is not null) as aside,
            exists (select from lock_freed) as hinted,
            released.id, released.attempt, released.release, released.time_limit_ms, released.deadline, released.kind, released.spec,
            released.request_id,
            (select name from customer where customer.id = released.customer) as customer, verdict.in_doubt
          from room left join (released left join verdict on verdict.job = released.id) on true
          """);

  private final LedgerDatabase database;

  LaneRelease(LedgerDatabase database) {
    this.database = database;
  }

  /**
   * How wide the window of a lane may be: the slots, or what came back lately. How many may go
   * ahead of that, if nobody went within the pace. How many jobs beyond it are looked at, because
   * many would only wait for a gate.
   */
  record Width(int slots, int ahead, Duration pace, long cameBefore, int deeper) {}

  /**
   * What went, how many were set aside to wait for a gate, how many were out before, how many have
   * ever come back, how long until somebody may go ahead, whether a second turn has room left to
   * share out, and whether somebody may be woken.
   */
  record Released(
      List<ReleasedJob> jobs,
      int aside,
      long out,
      long come,
      Duration untilAhead,
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
              .with("ahead", width.ahead)
              .with("paceMillis", width.pace.toMillis())
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
