package forja.api.identity;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Slows down who guesses: an attempt counts as failed from its beginning until it has succeeded, so
 * that many at once are no way around. Kept in memory, of those who tried last.
 */
final class Attempts {
  /** So many may fail before there is a pause. */
  static final int FREE = 5;

  static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

  /** Then failures are forgotten. */
  static final Duration MEMORY = Duration.ofMinutes(15);

  private static final int MOST = 20_000;

  private final Clock clock;
  private final Map<String, Tries> tries =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Tries> eldest) {
          return size() > MOST;
        }
      };

  Attempts(Clock clock) {
    this.clock = clock;
  }

  /** How often somebody failed, and when the last time. */
  private record Tries(int failures, Instant last) {

    Duration pause(Instant now) {
      var left = Duration.between(now, last.plus(pauseAfter(failures)));
      return left.isPositive() ? left : Duration.ZERO;
    }
  }

  /** A second after the last that is free, then twice as long each time. */
  static Duration pauseAfter(int failures) {
    if (failures < FREE) {
      return Duration.ZERO;
    }
    var pause = Duration.ofSeconds(1L << Math.min(failures - FREE, 6));
    return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
  }

  /** Begins an attempt. When it comes too soon it does not count: then this is how long to wait. */
  synchronized Optional<Duration> begin(String who) {
    var now = clock.instant();
    var before = tries.get(who);
    if (before == null || !before.last.plus(MEMORY).isAfter(now)) {
      tries.put(who, new Tries(1, now));
      return Optional.empty();
    }
    var pause = before.pause(now);
    if (pause.isPositive()) {
      return Optional.of(pause);
    }
    tries.put(who, new Tries(before.failures + 1, now));
    return Optional.empty();
  }

  /** The attempt did not fail after all. Those before it did: they still count. */
  synchronized void takeBack(String who) {
    tries.computeIfPresent(
        who,
        (_, counted) ->
            counted.failures > 1 ? new Tries(counted.failures - 1, counted.last) : null);
  }

  synchronized int size() {
    return tries.size();
  }
}
