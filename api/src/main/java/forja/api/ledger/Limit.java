package forja.api.ledger;

/**
 * How many may be held at once: of {@code jobs} (in flight, of a customer in all), of {@code
 * kind:<kind>}, of {@code lock:<name>}.
 */
public record Limit(String subject, int permits) {
  public static final int MOST = 100_000;

  /** So many limits a customer may have. */
  public static final int MOST_LIMITS = 1_000;
}
