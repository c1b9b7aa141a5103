package forja.api.ledger;

import forja.common.job.JobChange;
import forja.common.job.JobId;
import java.time.Clock;
import java.util.List;

/**
 * Stops a released job: off its queue when it still waits there, else by an order to whoever runs
 * it.
 */
final class Stops {
  private final LedgerDatabase database;
  private final Clock clock;
  private final Bell bell;
  private final CancelPort port;

  Stops(LedgerDatabase database, Clock clock, Bell bell, CancelPort port) {
    this.database = database;
    this.clock = clock;
    this.bell = bell;
    this.port = port;
  }

  /** If that worker is dead by now, whoever repeats the order finds the job on its queue. */
  void order(JobId id) {
    port.order(id);
  }

  /**
   * The job is in the state of being cancelled already, so whatever comes back from a worker ends
   * it.
   */
  void stop(JobId id, Lane lane) {
    if (isTakenOffItsQueue(id, lane)) {
      end(id);
    } else {
      port.order(id);
    }
  }

  boolean isTakenOffItsQueue(JobId id, Lane lane) {
    return port.removeFromQueue(lane, id);
  }

  /** Nobody has it, and nobody will. */
  void end(JobId id) {
    var changed =
        database.each(connection ->
            JobChanges.make(
                connection, JobChange.CANCELLED, List.of(JobChanges.At.any(id)), clock.instant()));
    bell.jobsMayGo();
    bell.jobsChanged(changed.keySet());
  }
}
