package forja.api.ledger;

import forja.common.job.ReportBundle;

/** Where reports go that the ledger cannot write down. */
public interface DeadReports {
  void refuse(ReportBundle bundle, String reason);
}
