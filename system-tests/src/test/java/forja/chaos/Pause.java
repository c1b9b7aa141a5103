package forja.chaos;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A part of the plan, not a wait for something: how long a fault lasts, when the next thing is due.
 */
final class Pause {
  private Pause() {}

  static void of(Duration length) throws InterruptedException {
    if (length.isPositive()
        && new CountDownLatch(1).await(length.toNanos(), TimeUnit.NANOSECONDS)) {
      throw new AssertionError("nobody counts down");
    }
  }
}
