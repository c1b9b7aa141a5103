package forja.api.ledger;

import forja.common.job.JobChange;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Queues scheduled jobs whose time has come. */
final class DueJobs {
  private static final int MOST_AT_ONCE = 2_000;
  private static final LedgerSql DUE =
      LedgerSql.of(
          """
          (select id, wake_at from job where wake_at <= :now::timestamptz order by wake_at limit :most)
          union all
          (select id, wake_at from job where wake_at > :now::timestamptz order by wake_at limit 1)
          """);

  private final LedgerDatabase database;

  DueJobs(LedgerDatabase database) {
    this.database = database;
  }

  /** What was done, and when the next one will be due. */
  record Woken(int jobs, Optional<Instant> nextDue) {}

  private record Sleeper(JobChanges.At job, Instant wakeAt) {}

  Woken wake(Instant now) {
    return database.together(connection -> wake(connection, now));
  }

  private static Woken wake(Connection connection, Instant now) throws SQLException {
    var sleepers = sleepers(connection, now);
    var due = sleepers.stream().filter(sleeper -> !sleeper.wakeAt.isAfter(now)).toList();
    if (!due.isEmpty()) {
      JobChanges.make(connection, JobChange.CAME_DUE, due.stream().map(Sleeper::job).toList(), now);
    }
    var next = sleepers.stream().map(Sleeper::wakeAt).filter(now::isBefore).findFirst();
    return new Woken(due.size(), due.size() == MOST_AT_ONCE ? Optional.of(now) : next);
  }

  private static List<Sleeper> sleepers(Connection connection, Instant now) throws SQLException {
    try (var call = DUE.on(connection)) {
      return call.with("now", now)
          .with("most", MOST_AT_ONCE)
          .rows(row ->
              new Sleeper(
                  JobChanges.At.any(JobRowReader.id(row, "id")),
                  JobRowReader.instant(row, "wake_at").orElseThrow()));
    }
  }
}
