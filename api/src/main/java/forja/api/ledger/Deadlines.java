package forja.api.ledger;

import forja.common.job.Failure;
import forja.common.job.JobId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Ends jobs that no worker could take before their deadline. */
public final class Deadlines implements AutoCloseable {
  private static final int MOST_AT_ONCE = 500;
  private static final Duration LONGEST_REST = Duration.ofMillis(200);

  /** With many to pass over it rests longer, so that it never costs more than a little. */
  private static final long REST_TO_WORK = 10;

  // An index knows the deadlines, not the states: those that ended in time are passed over until
  // they move to history.
  private static final LedgerSql PASSED =
      LedgerSql.of(
          """
          (select id, deadline, failure from job
            where deadline <= :now::timestamptz and state in (state.WAITING, state.SCHEDULED, state.QUEUED)
            order by deadline limit :most)
          union all
          (select id, deadline, failure from job where deadline > :now::timestamptz order by deadline limit 1)
          """);

  private final LedgerDatabase database;
  private final Clock clock;
  private final Bell bell;
  private Optional<LoopThread> thread = Optional.empty();

  private record Bound(JobId job, Instant deadline, Optional<Failure> before) {}

  /** How many ended, and when to look again. */
  record Look(int ended, Optional<Instant> next) {}

  public Deadlines(LedgerDatabase database, Clock clock, Bell bell) {
    this.database = database;
    this.clock = clock;
    this.bell = bell;
  }

  public void start() {
    thread = Optional.of(LoopThread.start("ledger-deadlines", this::turnAndRest));
  }

  private void turnAndRest() throws InterruptedException {
    long began = System.nanoTime();
    var next = turn().next;
    long lookMillis = (System.nanoTime() - began) / 1_000_000;
    long untilNext =
        next.map(at -> Duration.between(clock.instant(), at).toMillis()).orElse(Long.MAX_VALUE);
    long rest = Math.clamp(untilNext, 1, LONGEST_REST.toMillis());
    Thread.sleep(Math.max(rest, REST_TO_WORK * lookMillis));
  }

  /** One look at the jobs whose deadline has passed. */
  Look turn() {
    var now = clock.instant();
    var look = database.together(connection -> turn(connection, now));
    bell.jobsChanged(look.ended);
    return new Look(look.ended.size(), look.next);
  }

  private record Ended(List<JobId> ended, Optional<Instant> next) {}

  private static Ended turn(Connection connection, Instant now) throws SQLException {
    var bounds = bounds(connection, now);
    var passed = bounds.stream().filter(bound -> !bound.deadline.isAfter(now)).toList();
    var next = bounds.stream().map(Bound::deadline).filter(now::isBefore).findFirst();
    if (passed.isEmpty()) {
      return new Ended(List.of(), next);
    }
    var failing = passed.stream().map(bound -> JobChanges.At.failing(bound.job, why(bound)));
    var ended = JobChanges.expire(connection, failing.toList(), now);
    return new Ended(
        List.copyOf(ended.keySet()), passed.size() == MOST_AT_ONCE ? Optional.of(now) : next);
  }

  private static List<Bound> bounds(Connection connection, Instant now) throws SQLException {
    try (var call = PASSED.on(connection)) {
      return call.with("now", now)
          .with("most", MOST_AT_ONCE)
          .rows(row ->
              new Bound(
                  JobRowReader.id(row, "id"),
                  JobRowReader.instant(row, "deadline").orElseThrow(),
                  JobRowReader.text(row, "failure").map(JobRowReader::failure)));
    }
  }

  private static Failure why(Bound bound) {
    var before =
        bound.before.map(failure -> "; the attempt before: " + failure.message()).orElse("");
    return new Failure(
        Failure.Kind.TIMED_OUT,
        "job.deadline",
        "no worker could take it before its deadline of " + bound.deadline + before);
  }

  @Override
  public void close() {
    thread.ifPresent(LoopThread::close);
  }
}
