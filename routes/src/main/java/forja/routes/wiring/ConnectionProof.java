package forja.routes.wiring;

import java.time.Duration;
import java.util.concurrent.Callable;

/**
 * When a connection was last proven to reach the broker. Counts from the moment before the round
 * trip: the broker heard of us then or later.
 */
final class ConnectionProof {
  private final Fence fence;
  private long provenAt;

  ConnectionProof(Fence fence) {
    this.fence = fence;
    this.provenAt = fence.nanoTime().getAsLong();
  }

  /** How long ago the broker heard of us, at most. */
  synchronized Duration age() {
    return Duration.ofNanos(fence.nanoTime().getAsLong() - provenAt);
  }

  /** Says for good that too much time has passed: a later round trip does not heal a gap. */
  synchronized boolean isTooOld() {
    return age().compareTo(fence.silenceLimit()) > 0;
  }

  /**
   * Makes one round trip. Says false when it came too late, also when this process itself was
   * frozen: the broker may have given our jobs to others meanwhile.
   */
  boolean renew(Callable<?> roundTrip) throws Exception {
    long before = fence.nanoTime().getAsLong();
    if (isTooOld()) {
      return false;
    }
    roundTrip.call();
    return provenSince(before);
  }

  private synchronized boolean provenSince(long before) {
    if (isTooOld()) {
      return false;
    }
    provenAt = before;
    return true;
  }
}
