package forja.api.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * How often one may ask: a bucket of tokens for each, which fills at a steady rate. A bucket is
 * kept as the moment at which it will be full again; a full one need not be kept. Safe for many
 * threads.
 */
final class RateLimit {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final String ALL_OTHERS = "";

  private final long interval;
  private final long depth;
  private final int most;
  private final LongSupplier nanos;
  private final long origin;
  private final Map<String, AtomicLong> fullAt = new ConcurrentHashMap<>();
  private final AtomicLong sweptAt = new AtomicLong(-SECOND);

  /** When more than so many ask at once, the newcomers share a bucket. */
  RateLimit(int perSecond, int burst, int most, LongSupplier nanos) {
    this.interval = SECOND / perSecond;
    this.depth = interval * burst;
    this.most = most;
    this.nanos = nanos;
    this.origin = nanos.getAsLong();
  }

  /** How long to wait before asking again; zero for who may go now. */
  Duration take(String who) {
    long now = nanos.getAsLong() - origin;
    var bucket = bucket(who, now);
    while (true) {
      long then = bucket.get();
      long full = Math.max(now, then) + interval;
      long wait = full - depth - now;
      if (wait > 0) {
        return Duration.ofNanos(wait);
      }
      if (bucket.compareAndSet(then, full)) {
        return Duration.ZERO;
      }
    }
  }

  private AtomicLong bucket(String who, long now) {
    var known = fullAt.get(who);
    if (known != null) {
      return known;
    }
    var key = hasRoom(now) ? who : ALL_OTHERS;
    return fullAt.computeIfAbsent(key, _ -> new AtomicLong());
  }

  private boolean hasRoom(long now) {
    if (fullAt.size() < most) {
      return true;
    }
    long then = sweptAt.get();
    if (now - then >= SECOND && sweptAt.compareAndSet(then, now)) {
      fullAt.values().removeIf(full -> full.get() <= now);
    }
    return fullAt.size() < most;
  }

  int size() {
    return fullAt.size();
  }
}
