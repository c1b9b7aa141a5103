package forja.worker.farm;

import java.time.Duration;

/** Sleeps in steps short enough to be watched. */
final class Nap {
  private static final Duration STEP = Duration.ofMillis(250);

  private final long begin = System.nanoTime();
  private final Duration whole;

  Nap(Duration whole) {
    this.whole = whole;
  }

  /** Sleeps to the end; what is given happens after each step. */
  void sleep(Runnable afterEachStep) throws InterruptedException {
    for (var left = left(); left.isPositive(); left = left()) {
      Thread.sleep(left.compareTo(STEP) < 0 ? left : STEP);
      afterEachStep.run();
    }
  }

  private Duration left() {
    return whole.minusNanos(System.nanoTime() - begin);
  }

  Duration done() {
    return Duration.ofMillis((System.nanoTime() - begin) / 1_000_000);
  }

  int percent() {
    return whole.isZero()
        ? 100
        : (int) Math.min(99, done().toMillis() * 100 / Math.max(1, whole.toMillis()));
  }
}
