package forja.api.ledger;

import java.util.Optional;

/**
 * A message that somebody could not read or deliver. The origin is what the broker calls it: the
 * same when it is delivered again.
 */
public record NewDeadLetter(
    int customer,
    String address,
    String reason,
    Optional<String> key,
    String origin,
    boolean isWhole,
    byte[] body) {}
