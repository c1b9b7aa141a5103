package forja.api.ledger;

import forja.common.job.JobId;
import forja.common.job.JobState;

/** What became of one job that was handed in. */
public sealed interface Accepted {
  /** The job that stands for the request: its own, or the one booked under the same key before. */
  JobId id();

  /** Booked now. */
  record Booked(JobId id, JobState state) implements Accepted {}

  /** The same request came before; this is its job. */
  record Repeated(JobId id, JobState state) implements Accepted {}

  /** The key belongs to a request with another body. */
  record KeyTaken(JobId id) implements Accepted {}

  /** The database cannot hold this job; the reason is meant for the log. */
  record Refused(JobId id, String reason) implements Accepted {}
}
