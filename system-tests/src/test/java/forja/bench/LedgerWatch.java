package forja.bench;

import forja.common.job.JobChange;
import forja.common.job.JobState;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/** Looks into PostgreSQL to see when jobs have ended, and whether all is as it should be. */
final class LedgerWatch implements AutoCloseable {
  private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(4);

  /** Accepted, released, started, succeeded. */
  private static final int EVENTS_OF_A_PING = 4;

  private static final String NEWEST = "select id from every_job order by id desc limit 1";

  /** The lanes count what comes back from the workers, so looking costs next to nothing. */
  private static final String COME_BACK = "select coalesce(sum(n), 0) from lane_in";

  private static final String OPEN =
      """
      select (select count(*) from ready) + (select coalesce(sum(n), 0) from lane_out)
        - (select coalesce(sum(n), 0) from lane_in)
      """;

  private static final String JOBS =
      """
      select count(*), count(*) filter (where state = ? and events = ?) from every_job where id > ?
      """;

  private static final String EVENTS =
      """
      select coalesce(sum(case when began_at is null then 1 else 2 end), 0),
        count(*) filter (where change = ?), count(distinct job) filter (where change = ?)
      from job_event where job > ?
      """;

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Connection connection;

  LedgerWatch(DataSource database) throws SQLException {
    this.connection = database.getConnection();
  }

  /** Where the ledger stood at a moment: only newer jobs are looked at. */
  record Mark(UUID newest, long comeBack) {}

  Mark mark() throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(NEWEST)) {
      var newest = row.next() ? row.getObject(1, UUID.class) : new UUID(0, 0);
      return new Mark(newest, number(COME_BACK));
    }
  }

  /** Until so many jobs have come back since the mark. */
  void awaitEnds(Mark mark, int jobs) throws SQLException {
    await(COME_BACK, mark.comeBack + jobs, Long.MAX_VALUE);
  }

  /** Until nothing waits and nobody works. */
  void awaitQuiet() throws SQLException {
    await(OPEN, 0, 0);
  }

  private void await(String sql, long least, long most) throws SQLException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    long found = number(sql);
    while (found < least || found > most) {
      if (System.nanoTime() - deadline > 0) {
        throw new IllegalStateException(
            "after %s the ledger says %d where at least %d and at most %d was awaited: %s"
                .formatted(PATIENCE, found, least, most, sql));
      }
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
      found = number(sql);
    }
  }

  private long number(String sql) throws SQLException {
    try (var statement = connection.prepareStatement(sql);
        var row = statement.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  /**
   * All succeeded, each told its four events, none twice, none left over: else no figure counts.
   */
  void check(Mark mark, int jobs) throws SQLException {
    try (var statement = connection.prepareStatement(JOBS)) {
      statement.setInt(1, JobState.SUCCEEDED.code());
      statement.setInt(2, EVENTS_OF_A_PING);
      statement.setObject(3, mark.newest);
      try (var row = statement.executeQuery()) {
        row.next();
        require("jobs", jobs, row.getLong(1));
        require("jobs that succeeded with four events", jobs, row.getLong(2));
      }
    }
    checkEvents(mark, jobs);
    require("jobs waiting or out", 0, number(OPEN));
  }

  private void checkEvents(Mark mark, int jobs) throws SQLException {
    try (var statement = connection.prepareStatement(EVENTS)) {
      statement.setInt(1, JobChange.SUCCEEDED.code());
      statement.setInt(2, JobChange.SUCCEEDED.code());
      statement.setObject(3, mark.newest);
      try (var row = statement.executeQuery()) {
        row.next();
        require("events", (long) EVENTS_OF_A_PING * jobs, row.getLong(1));
        require("ends", jobs, row.getLong(2));
        require("jobs with an end", jobs, row.getLong(3));
      }
    }
  }

  private static void require(String what, long expected, long found) {
    if (expected != found) {
      throw new IllegalStateException("%s: expected %d, found %d".formatted(what, expected, found));
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
