package forja.api.ledger;

/** Somebody who owns jobs. */
public record Customer(int id, String name) {
  /** The customer that exists from the start. */
  public static final Customer MAIN = new Customer(1, "main");
}
