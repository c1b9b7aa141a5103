package forja.common.job;

import java.time.Clock;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes ids that grow: within a millisecond a counter keeps the order of acceptance. Safe for many
 * threads.
 */
public final class JobIds {
  private static final int COUNTER_BITS = 12;
  private static final long VERSION_7 = 0x7000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  private final Clock clock;
  private final AtomicLong last = new AtomicLong();
  private final SplittableRandom seed = new SplittableRandom();

  public JobIds(Clock clock) {
    this.clock = clock;
  }

  public JobId next() {
    long now = clock.millis() << COUNTER_BITS;
    // A full counter borrows from the next millisecond, so ids stay unique and ordered in a burst.
    long tick = last.accumulateAndGet(now, (previous, floor) -> Math.max(previous + 1, floor));
    long high = (tick >>> COUNTER_BITS) << 16 | VERSION_7 | (tick & 0xFFF);
    return new JobId(new UUID(high, VARIANT | random() >>> 2));
  }

  private synchronized long random() {
    return seed.nextLong();
  }
}
