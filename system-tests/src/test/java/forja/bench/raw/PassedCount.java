package forja.bench.raw;

import java.util.concurrent.atomic.LongAdder;

/** Counts what passes during the measured time, and nothing before it. */
final class PassedCount {
  private final LongAdder count = new LongAdder();
  private final long from;
  private final long until;

  PassedCount(RawTimes times) {
    this.from = System.nanoTime() + times.warmUp().toNanos();
    this.until = from + times.measured().toNanos();
  }

  boolean isOver() {
    return System.nanoTime() - until >= 0;
  }

  void add(int some) {
    long now = System.nanoTime();
    if (now - from >= 0 && now - until < 0) {
      count.add(some);
    }
  }

  double perSecond() {
    return count.sum() * 1e9 / (until - from);
  }
}
