package forja.api.ledger;

import forja.common.job.JobChange;
import forja.common.job.JobId;
import forja.common.job.JobState;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Cancels whatever a customer still has at work, so that the customer can go. */
public final class LastCancels {
  /** The dispatcher waits meanwhile. */
  private static final int MOST_AT_ONCE = 200;

  private static final LedgerSql ALIVE =
      LedgerSql.of(
          """
          select id from job
          where customer = :customer
            and state not in (state.SUCCEEDED, state.FAILED, state.CANCELLED, state.CANCELLING)
          order by id limit :most
          """);

  private final LedgerDatabase database;
  private final Clock clock;
  private final Bell bell;

  public LastCancels(LedgerDatabase database, Clock clock, Bell bell) {
    this.database = database;
    this.clock = clock;
    this.bell = bell;
  }

  /**
   * Asks some of its jobs to end, and says how many; the order is repeated to those that are out.
   */
  public int cancelSome(Customer customer) {
    var changed = database.together(connection -> cancel(connection, customer));
    bell.jobsChanged(
        changed.entrySet().stream()
            .filter(job -> job.getValue().isFinal())
            .map(Map.Entry::getKey)
            .toList());
    return changed.size();
  }

  private Map<JobId, JobState> cancel(Connection connection, Customer customer)
      throws SQLException {
    List<JobId> alive;
    try (var call = ALIVE.on(connection)) {
      alive =
          call.with("customer", customer.id())
              .with("most", MOST_AT_ONCE)
              .rows(row -> JobRowReader.id(row, "id"));
    }
    if (alive.isEmpty()) {
      return Map.of();
    }
    JobChanges.takeFromQueue(connection, alive);
    return JobChanges.make(
        connection,
        JobChange.CANCEL_ASKED,
        alive.stream().map(JobChanges.At::any).toList(),
        clock.instant());
  }
}
