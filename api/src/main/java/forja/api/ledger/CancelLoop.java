package forja.api.ledger;

import forja.common.job.JobId;
import forja.common.job.Kind;
import forja.common.job.Kinds;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Repeats the order to stop for every job that is being cancelled, until it has ended. */
public final class CancelLoop implements AutoCloseable {
  private static final Duration EACH = Duration.ofSeconds(1);

  // Job by job, never as a join: nobody knows the size of a table that is empty most of the time,
  // and a plan that reads every job would run each second.
  private static final LedgerSql STILL_CANCELLING =
      LedgerSql.of(
          """
          with over as (
            delete from cancelling
            where (select state from job where job.id = cancelling.job) is distinct from state.CANCELLING)
          select stopping.id, stopping.capability, stopping.pool, stopping.kind, stopping.delivery
          from cancelling cross join lateral (
            select id, capability, pool, kind, delivery from job
            where job.id = cancelling.job and job.state = state.CANCELLING
            offset 0) as stopping
          """);

  private final LedgerDatabase database;
  private final Clock clock;
  private final Stops stops;
  private final Duration untilOthersStopped;
  private final Map<JobId, Instant> takenAt = new HashMap<>();
  private Optional<LoopThread> thread = Optional.empty();

  private record Stop(JobId id, Lane lane, boolean mayGoOn) {}

  /** The last argument is how long a worker may go on with a job that it has lost. */
  public CancelLoop(
      LedgerDatabase database,
      Clock clock,
      Bell bell,
      CancelPort port,
      Duration untilOthersStopped) {
    this.database = database;
    this.clock = clock;
    this.untilOthersStopped = untilOthersStopped;
    this.stops = new Stops(database, clock, bell, port);
  }

  public void start() {
    thread = Optional.of(LoopThread.start("ledger-cancel", this::turnAndRest));
  }

  private void turnAndRest() throws InterruptedException {
    turn();
    Thread.sleep(EACH);
  }

  void turn() {
    var cancelling = cancelling();
    takenAt.keySet().retainAll(cancelling.stream().map(Stop::id).toList());
    cancelling.forEach(this::stop);
  }

  private void stop(Stop job) {
    if (!job.mayGoOn) {
      stops.stop(job.id, job.lane);
    } else if (takenAt.containsKey(job.id)) {
      if (!clock.instant().isBefore(takenAt.get(job.id).plus(untilOthersStopped))) {
        stops.end(job.id);
      }
    } else if (stops.isTakenOffItsQueue(job.id, job.lane)) {
      // It came back from a worker that died or was cut off, and that may be at work for a moment.
      // If this process ends now, the reconciler ends the job.
      takenAt.put(job.id, clock.instant());
    } else {
      stops.order(job.id);
    }
  }

  private List<Stop> cancelling() {
    return database.each(connection -> {
      try (var call = STILL_CANCELLING.on(connection)) {
        return call.rows(
            row -> new Stop(JobRowReader.id(row, "id"), JobRowReader.lane(row), mayGoOn(row)));
      }
    });
  }

  /** Whether somebody has begun it, and does harm when it goes on after its end was told. */
  private static boolean mayGoOn(ResultSet row) throws SQLException {
    return row.getInt("delivery") > 0
        && Kinds.named(row.getString("kind")).map(Kind::hasOutsideEffects).orElse(true);
  }

  @Override
  public void close() {
    thread.ifPresent(LoopThread::close);
  }
}
