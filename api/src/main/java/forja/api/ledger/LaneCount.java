package forja.api.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * How many jobs of a customer stand where in a lane; out are those on the broker's queue or with a
 * worker.
 */
public record LaneCount(
    Lane lane, long scheduled, long queued, long out, Optional<Instant> oldestQueued) {}
