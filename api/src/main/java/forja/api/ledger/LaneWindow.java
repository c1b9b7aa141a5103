package forja.api.ledger;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Remembers how many jobs of a lane had ever come back, so that what came back in the last tenth of
 * a second is known. So long a job that is released waits for a slot when jobs are short: whoever
 * comes later, and whose turn it is, waits as long.
 */
final class LaneWindow {
  private static final long MEMORY = Duration.ofMillis(100).toNanos();
  private static final long GRAIN = Duration.ofMillis(10).toNanos();

  private final Deque<Reading> readings = new ArrayDeque<>();

  private record Reading(long nanos, long come) {}

  void read(long nanos, long come) {
    var last = readings.peekLast();
    if (last == null || nanos - last.nanos >= GRAIN) {
      readings.addLast(new Reading(nanos, come));
    }
  }

  /**
   * The count a tenth of a second ago; of a lane that is watched only since then, the first count.
   */
  long cameBefore(long nanos) {
    while (readings.size() > 1 && nanos - second().nanos >= MEMORY) {
      readings.removeFirst();
    }
    var oldest = readings.peekFirst();
    return oldest == null ? Long.MAX_VALUE : oldest.come;
  }

  private Reading second() {
    var all = readings.iterator();
    all.next();
    return all.next();
  }
}
