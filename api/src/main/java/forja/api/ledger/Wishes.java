package forja.api.ledger;

import forja.common.job.JobChange;
import forja.common.job.JobId;
import forja.common.job.JobState;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What owners wish for their jobs: that one stops, that one is tried again. */
final class Wishes {
  private static final LedgerSql BACK_FROM_HISTORY =
      LedgerSql.of(
          """
          with gone as (
            delete from job_history
            where id = :id::uuid and customer = :customer and state in (state.FAILED, state.CANCELLED)
            returning *)
          insert into job select * from gone
          """);

  private final LedgerDatabase database;
  private final LedgerReader reader;
  private final Clock clock;
  private final Bell bell;
  private final Stops stops;

  Wishes(LedgerDatabase database, Clock clock, Bell bell, CancelPort port) {
    this.database = database;
    this.reader = new LedgerReader(database);
    this.clock = clock;
    this.bell = bell;
    this.stops = new Stops(database, clock, bell, port);
  }

  CancelAnswer cancel(int customer, JobId id) {
    var job = reader.find(customer, id);
    if (job.isEmpty()) {
      return new CancelAnswer.Unknown();
    }
    var changed =
        database.together(connection -> JobChanges.askToCancel(connection, id, clock.instant()));
    bell.jobsChanged(ended(changed));
    if (changed.containsValue(JobState.CANCELLING)) {
      stop(job.get());
    }
    return new CancelAnswer.Done(reader.find(customer, id).or(() -> job).get());
  }

  /** Whether the broker still has it is a slow question, and in vain while a worker has it. */
  private void stop(JobRow job) {
    if (job.state() == JobState.RUNNING) {
      stops.order(job.id());
    } else {
      stops.stop(job.id(), job.lane());
    }
  }

  private static Collection<JobId> ended(Map<JobId, JobState> changed) {
    return changed.entrySet().stream()
        .filter(job -> job.getValue().isFinal())
        .map(Map.Entry::getKey)
        .toList();
  }

  RetryAnswer retry(int customer, JobId id) {
    var job = reader.find(customer, id);
    if (job.isEmpty()) {
      return new RetryAnswer.Unknown();
    }
    if (!isTriedAgain(job.get())) {
      return new RetryAnswer.NotRetriable(reader.find(customer, id).or(() -> job).get());
    }
    bell.jobsMayGo();
    bell.jobsChanged(List.of());
    return new RetryAnswer.Done(reader.find(customer, id).or(() -> job).get());
  }

  private boolean isTriedAgain(JobRow job) {
    // Guards against the job moving to history between the look there and the change.
    for (int look = 0; look < 2; look++) {
      if (!database.together(connection -> retry(connection, job)).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private Map<JobId, JobState> retry(Connection connection, JobRow job) throws SQLException {
    try (var call = BACK_FROM_HISTORY.on(connection)) {
      call.with("id", job.id().value()).with("customer", job.customer()).count();
    }
    return JobChanges.make(
        connection, JobChange.RETRIED, List.of(JobChanges.At.any(job.id())), clock.instant());
  }
}
