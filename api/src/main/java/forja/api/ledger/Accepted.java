package forja.api.ledger;

import forja.common.job.JobId;
import forja.common.job.JobState;

/** What became of one job that was handed in. */
public sealed interface Accepted {
  /** The job that stands for the request: its own, or the one that was there before. */
  JobId id();

  /** Booked now. */
  record Booked(JobId id, JobState state) implements Accepted {}

  /** The same request came before; this is its job. */
  record Repeated(JobId id, JobState state) implements Accepted {}

  /** The key belongs to a request with another body. */
  record KeyTaken(JobId id) implements Accepted {}

  /** Another job has the unique key of the request, and answers for it. */
  record Existing(JobId id, JobState state) implements Accepted {}

  /** This job has the unique key of the request, which was to be refused then. */
  record NotUnique(JobId id, JobState state) implements Accepted {}

  /** The database cannot hold this job; the reason is meant for the log. */
  record Refused(JobId id, String reason) implements Accepted {}
}
