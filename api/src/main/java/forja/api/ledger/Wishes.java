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
import java.util.Optional;

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
    var answer = retry(job.get());
    if (answer instanceof RetryAnswer.Done) {
      bell.jobsMayGo();
      bell.jobsChanged(List.of());
    }
    return answer;
  }

  private RetryAnswer retry(JobRow job) {
    var now = clock.instant();
    if (job.state().after(JobChange.RETRIED).isEmpty()
        || job.deadline().filter(deadline -> !deadline.isAfter(now)).isPresent()) {
      return new RetryAnswer.NotRetriable(job);
    }
    // Guards against the job moving to history between the look there and the change.
    for (int look = 0; look < 2; look++) {
      var tried = database.together(connection -> retry(connection, job));
      if (tried.rival.isPresent()) {
        return new RetryAnswer.NotUnique(tried.rival.get());
      }
      if (tried.queued) {
        return new RetryAnswer.Done(latest(job));
      }
    }
    return new RetryAnswer.NotRetriable(latest(job));
  }

  private JobRow latest(JobRow job) {
    return reader.find(job.customer(), job.id()).orElse(job);
  }

  /** Whether the job is queued again; if not, perhaps because of one that has its unique key. */
  private record Tried(boolean queued, Optional<JobId> rival) {}

  private Tried retry(Connection connection, JobRow job) throws SQLException {
    var rival = rival(connection, job);
    if (rival.isPresent()) {
      return new Tried(false, rival);
    }
    try (var call = BACK_FROM_HISTORY.on(connection)) {
      call.with("id", job.id().value()).with("customer", job.customer()).count();
    }
    var changed =
        JobChanges.make(
            connection, JobChange.RETRIED, List.of(JobChanges.At.any(job.id())), clock.instant());
    return new Tried(!changed.isEmpty(), Optional.empty());
  }

  private static Optional<JobId> rival(Connection connection, JobRow job) throws SQLException {
    if (job.unique().isEmpty()) {
      return Optional.empty();
    }
    var name = UniqueJobs.Name.of(job.customer(), job.unique().get());
    return UniqueJobs.held(connection, Map.of(name, job.id())).values().stream()
        .map(Accepted.Existing::id)
        .findFirst();
  }
}
