package forja.api.ledger;

/** What became of the wish for another attempt. */
public sealed interface RetryAnswer {
  /** The customer has no such job. */
  record Unknown() implements RetryAnswer {}

  /** Only a failed or cancelled job can be tried again. */
  record NotRetriable(JobRow job) implements RetryAnswer {}

  /** Queued for another attempt. */
  record Done(JobRow job) implements RetryAnswer {}
}
