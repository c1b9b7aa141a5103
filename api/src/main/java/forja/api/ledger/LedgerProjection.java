package forja.api.ledger;

import forja.common.job.ReportBundle;
import java.util.List;

/** Writes down what workers report. Duplicated, shuffled and late reports change nothing. */
@SuppressWarnings("DoNotCallSuggester")
public final class LedgerProjection {
  public LedgerProjection(LedgerDatabase database, Bell bell, DeadReports dead) {}

  /**
   * One transaction; returns after the commit. Throws {@link LedgerUnavailable}: apply the same
   * bundles again.
   */
  public void apply(List<ReportBundle> bundles) {
    throw new IllegalStateException("being written");
  }
}
