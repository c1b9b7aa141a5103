package forja.api.ledger;

import forja.common.job.LogBundle;

/** Where pieces of logs go that nobody may add to a log. */
public interface DeadLogs {
  void refuse(LogBundle bundle, String reason);
}
