package forja.api.ledger;

import forja.common.job.JobId;
import java.util.Set;

/** The jobs that workers say they hold. */
public interface Claims {
  Set<JobId> claimed();

  /** Whether every living worker has been heard, so that a job nobody claims is held by nobody. */
  boolean complete();
}
