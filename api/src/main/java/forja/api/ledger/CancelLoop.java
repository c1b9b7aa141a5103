package forja.api.ledger;

import forja.common.job.JobId;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Repeats the order to stop for every job that is being cancelled, until it has ended. */
public final class CancelLoop implements AutoCloseable {
  private static final Duration EACH = Duration.ofSeconds(1);

  // Job by job, never as a join: nobody knows the size of a table that is empty most of the time,
  // and a plan that
  // reads every job would run each second.
  private static final LedgerSql STILL_CANCELLING =
      LedgerSql.of(
          """
          with over as (
            delete from cancelling
            where (select state from job where job.id = cancelling.job) is distinct from state.CANCELLING)
          select stopping.id, stopping.capability, stopping.pool
          from cancelling cross join lateral (
            select id, capability, pool from job
            where job.id = cancelling.job and job.state = state.CANCELLING
            offset 0) as stopping
          """);

  private final LedgerDatabase database;
  private final Stops stops;
  private Optional<LoopThread> thread = Optional.empty();

  private record Stop(JobId id, Lane lane) {}

  public CancelLoop(LedgerDatabase database, Clock clock, Bell bell, CancelPort port) {
    this.database = database;
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
    cancelling().forEach(job -> stops.stop(job.id, job.lane));
  }

  private List<Stop> cancelling() {
    return database.each(connection -> {
      try (var call = STILL_CANCELLING.on(connection)) {
        return call.rows(row -> new Stop(JobRowReader.id(row, "id"), JobRowReader.lane(row)));
      }
    });
  }

  @Override
  public void close() {
    thread.ifPresent(LoopThread::close);
  }
}
