package forja.api.ledger;

import forja.common.job.JobId;
import forja.common.wire.JobWire.ReleasedJob;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The statement that decides who goes next in a lane. Fair between customers: each in turn, whoever
 * has least in flight first; within a customer by priority, then by age.
 */
final class LaneRelease {
  static final int WIDEST_WINDOW = 2_000;
  private static final int LOCKS_OF_LANES = 0x666f726a;

  // Two statements and one round trip: what the second one sees is as of after the lock, not
  // before.
  private static final LedgerSql RELEASE =
      LedgerSql.of(
          """
          select pg_advisory_xact_lock(:locks, :lock);
          with recursive
          lane as materialized (select :capability::text as capability, :pool::text as pool),
          gauge as materialized (
            select
              (select coalesce(sum(n), 0) from lane_out
                where capability = (select capability from lane) and pool = (select pool from lane))::bigint as gone,
              (select coalesce(sum(n), 0) from lane_in
                where capability = (select capability from lane) and pool = (select pool from lane))::bigint as come),
          room as materialized (
            select come, gone - come as out, greatest(0, least(:widest::bigint, greatest(:slots::bigint + greatest(1, :slots::bigint / 8), come - :cameBefore::bigint))
              - (gone - come)) as free
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
          -- What ended a moment ago still counts, so that who comes with a few jobs is not held to half of the slots.
          standing as materialized (
            select head.customer, lane_out.served_at,
              coalesce(lane_out.n, 0) - coalesce(lane_in.n, 0) + coalesce(faded(lane_in.lately, lane_in.lately_at), 0)
                as in_flight
            from head
            left join lane_out on lane_out.capability = (select capability from lane)
              and lane_out.pool = (select pool from lane) and lane_out.customer = head.customer
            left join lane_in on lane_in.capability = (select capability from lane)
              and lane_in.pool = (select pool from lane) and lane_in.customer = head.customer
            where head.customer is not null),
          -- How many each may have in flight if all had enough to do: like water, room fills the lowest first.
          level as materialized (
            select min((free + below + place - 1) / place) as height
            from (
              select sum(in_flight) over lowest_first as below, row_number() over lowest_first as place
              from standing
              window lowest_first as (order by in_flight, customer rows unbounded preceding)) as filled, room),
          -- Locks and limits will join here: a job goes only with its lock_permit, inserted by this statement.
          picked as materialized (
            select next.place
            from standing cross join lateral (
              select ctid as place, row_number() over (order by priority desc, id) as turn
              from ready
              where capability = (select capability from lane) and pool = (select pool from lane)
                and customer = standing.customer
              order by priority desc, id
              limit greatest(0, (select height from level) - standing.in_flight)) as next
            order by standing.in_flight + next.turn, standing.served_at nulls first, standing.customer
            limit (select free from room)),
          unready as (
            delete from ready where ctid = any (array(select place from picked)) returning id),
          released as (
            update job
            set state = state.RELEASED, release = release + 1, delivery = 0, released_at = :at::timestamptz,
              events = events + 1, last_tx = greatest(last_tx, pg_current_xact_id())
            from unready where job.id = unready.id and job.state = state.QUEUED
            returning job.id, job.customer, job.attempt, job.release, job.events, job.last_tx, job.time_limit_ms,
              job.kind, job.spec),
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
          select room.come, room.out, room.free, (select count(*) from standing) as customers, released.id, released.attempt, released.release, released.time_limit_ms,
            released.kind, released.spec, (select name from customer where customer.id = released.customer) as customer
          from room left join released on true
          """);

  private final LedgerDatabase database;

  LaneRelease(LedgerDatabase database) {
    this.database = database;
  }

  /** How wide the window of a lane may be: the slots and an eighth, or what came back lately. */
  record Width(int slots, long cameBefore) {}

  /**
   * What went, how many were out before, how many have ever come back, and whether a second turn
   * has room left to share out.
   */
  record Released(List<ReleasedJob> jobs, long out, long come, boolean hasRoomLeft) {}

  private record Row(@Nullable ReleasedJob job, long out, long come, long freeAmongSeveral) {}

  Released turn(Lane lane, Width width, Instant at) {
    return database.each(connection -> turn(connection, lane, width, at));
  }

  Released turn(Connection connection, Lane lane, Width width, Instant at) throws SQLException {
    try (var call = RELEASE.on(connection)) {
      return released(
          call.with("locks", LOCKS_OF_LANES)
              .with("lock", lane.toString().hashCode())
              .with("capability", lane.capability().id())
              .with("pool", lane.pool())
              .with("slots", width.slots)
              .with("cameBefore", width.cameBefore)
              .with("widest", WIDEST_WINDOW)
              .with("at", at)
              .rows(LaneRelease::row));
    }
  }

  private static Released released(List<Row> rows) {
    var jobs = new ArrayList<ReleasedJob>(rows.size());
    rows.forEach(row -> Optional.ofNullable(row.job).ifPresent(jobs::add));
    var first = rows.getFirst();
    return new Released(
        jobs, first.out, first.come, first.freeAmongSeveral > jobs.size() && !jobs.isEmpty());
  }

  private static Row row(ResultSet row) throws SQLException {
    var id = row.getObject("id", UUID.class);
    // One customer alone gets all the room there is, so there is nothing left to share out.
    long shared = row.getLong("customers") > 1 ? row.getLong("free") : 0;
    return new Row(
        id == null ? null : job(new JobId(id), row),
        row.getLong("out"),
        row.getLong("come"),
        shared);
  }

  private static ReleasedJob job(JobId id, ResultSet row) throws SQLException {
    return new ReleasedJob(
        id,
        row.getString("customer"),
        row.getInt("attempt"),
        row.getInt("release"),
        Duration.ofMillis(row.getLong("time_limit_ms")),
        row.getString("kind"),
        row.getString("spec"));
  }
}
