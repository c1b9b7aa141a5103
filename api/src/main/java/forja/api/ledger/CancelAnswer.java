package forja.api.ledger;

/** What became of the wish to cancel a job. */
public sealed interface CancelAnswer {
  /** The customer has no such job. */
  record Unknown() implements CancelAnswer {}

  /** Cancelled, about to be, or final already: the row says which. */
  record Done(JobRow job) implements CancelAnswer {}
}
