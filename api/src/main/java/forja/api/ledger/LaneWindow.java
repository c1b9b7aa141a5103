package forja.api.ledger;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Remembers for a second how many jobs of a lane had ever come back: what came back lately says how
 * many may be on their way, and how fast they may follow one another.
 */
final class LaneWindow {
  private static final long MEMORY = Duration.ofSeconds(1).toNanos();
  private static final long LATELY = Duration.ofMillis(100).toNanos();
  private static final long GRAIN = Duration.ofMillis(10).toNanos();

  /** A little faster than jobs come back, so that whoever goes ahead is there in time. */
  private static final double PACE = 0.95;

  private final Deque<Reading> readings = new ArrayDeque<>();

  private record Reading(long nanos, long come) {}

  void read(long nanos, long come) {
    while (readings.size() > 1 && nanos - second().nanos >= MEMORY) {
      readings.removeFirst();
    }
    var last = readings.peekLast();
    if (last == null || nanos - last.nanos >= GRAIN) {
      readings.addLast(new Reading(nanos, come));
    }
  }

  /**
   * The count a tenth of a second ago; of a lane that is watched only since then, the first count.
   * So long a job that is released waits for a slot when jobs are short: whoever comes later, and
   * whose turn it is, waits as long.
   */
  long cameBefore(long nanos) {
    long come = Long.MAX_VALUE;
    for (var reading : (Iterable<Reading>) readings::descendingIterator) {
      come = reading.come;
      if (nanos - reading.nanos >= LATELY) {
        break;
      }
    }
    return come;
  }

  /**
   * How far apart jobs may go ahead of a free slot; nothing when none came back within the memory.
   * Jobs that go one by one also end one by one: then a slot falls free soon for whoever comes
   * next, and not all of them at once.
   */
  Optional<Duration> pace(long nanos) {
    var oldest = readings.peekFirst();
    var newest = readings.peekLast();
    if (oldest == null || newest.come == oldest.come) {
      return Optional.empty();
    }
    long apart = (nanos - oldest.nanos) / (newest.come - oldest.come);
    return Optional.of(Duration.ofNanos((long) (PACE * apart)));
  }

  private Reading second() {
    var all = readings.iterator();
    all.next();
    return all.next();
  }
}
