package forja.api.audit;

import forja.api.ledger.Origin;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One row of the audit: something that was done or refused, or several alike. Without an outcome it
 * is going on, or was never answered. Customer 0 is the farm itself.
 */
public record Act(
    UUID id,
    int customer,
    int times,
    Instant at,
    Optional<Integer> outcome,
    Origin origin,
    String object) {

  public Act {
    object = Origin.bounded(object);
  }
}
