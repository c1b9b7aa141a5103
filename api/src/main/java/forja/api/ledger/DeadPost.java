package forja.api.ledger;

/** Sends a dead letter to its address again; throws when it may not have arrived. */
public interface DeadPost {
  void send(DeadLetter letter, String key);
}
