package forja.api.ledger;

import forja.common.job.JobId;

/** What became of the wish for another attempt. */
public sealed interface RetryAnswer {
  /** The customer has no such job. */
  record Unknown() implements RetryAnswer {}

  /** Only a failed or cancelled job can be tried again, and only before its deadline. */
  record NotRetriable(JobRow job) implements RetryAnswer {}

  /** Another job has its unique key. */
  record NotUnique(JobId other) implements RetryAnswer {}

  /** Queued for another attempt. */
  record Done(JobRow job) implements RetryAnswer {}
}
