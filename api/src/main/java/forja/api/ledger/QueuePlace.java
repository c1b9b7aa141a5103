package forja.api.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * Where a queued job stands among its customer's jobs in its lane: 1 goes next. So far back that
 * nobody counts, it is at least there. The start is an estimate, when there is something to
 * estimate it from.
 */
public record QueuePlace(long position, boolean isAtLeast, Optional<Instant> estimatedStart) {}
