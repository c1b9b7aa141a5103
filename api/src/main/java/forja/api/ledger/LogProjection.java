package forja.api.ledger;

import forja.common.job.LogBundle;
import java.util.List;

/** Writes down the logs of jobs, each up to its budget. */
@SuppressWarnings("DoNotCallSuggester")
public final class LogProjection {
  public static final long DEFAULT_BUDGET = 1L << 30;

  public LogProjection(LedgerDatabase database, Bell bell, long budgetPerJob) {}

  /**
   * One transaction; returns after the commit. Throws {@link LedgerUnavailable}: apply the same
   * bundles again.
   */
  public void apply(List<LogBundle> bundles) {
    throw new IllegalStateException("being written");
  }

  /** Chunks dropped because the budget of their job was used up. */
  public long dropped() {
    throw new IllegalStateException("being written");
  }
}
