package forja.api.ledger;

/** What became of the wish to send a dead letter again. */
public sealed interface Resubmission {
  /** There is none, or no longer. */
  record Unknown() implements Resubmission {}

  /** It cannot be sent again, for this reason. */
  record Hindered(String reason) implements Resubmission {}

  /** It is where it was to go, and no dead letter any more. */
  record Done(DeadLetter letter) implements Resubmission {}
}
