package forja.routes.wiring;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** The releases that were sent and of which the broker has not said yet that it has them. */
final class Unconfirmed {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /**
   * Later the reconciler finds out what became of it: the broker may have delivered and forgotten
   * the id.
   */
  private static final Duration GIVE_UP = Duration.ofSeconds(30);

  private final ConcurrentHashMap<String, Sent> sent = new ConcurrentHashMap<>();
  private final LongSupplier nanoTime;

  Unconfirmed(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  private record Sent(Release release, long first, long last) {}

  void add(Release release) {
    long now = nanoTime.getAsLong();
    sent.merge(
        release.duplicateId(),
        new Sent(release, now, now),
        (before, again) -> new Sent(release, before.first, now));
  }

  void confirm(Release release) {
    sent.remove(release.duplicateId());
  }

  List<Release> all() {
    dropHopeless();
    return sent.values().stream().map(Sent::release).toList();
  }

  List<Release> overdue() {
    dropHopeless();
    long now = nanoTime.getAsLong();
    return sent.values().stream()
        .filter(one -> now - one.last > PATIENCE.toNanos())
        .map(Sent::release)
        .toList();
  }

  private void dropHopeless() {
    long now = nanoTime.getAsLong();
    sent.values().removeIf(one -> now - one.first > GIVE_UP.toNanos());
  }
}
