package forja.api.ledger;

import forja.common.job.JobId;

/** How the ledger stops a job that it has released. */
public interface CancelPort {

  /** Takes the job off its broker queue; true only when it was there and is gone. */
  boolean removeFromQueue(Lane lane, JobId job);

  /** Tells the workers to stop the job; repeated until the job has ended. */
  void order(JobId job);
}
