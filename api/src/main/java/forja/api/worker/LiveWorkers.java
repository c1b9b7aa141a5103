package forja.api.worker;

import forja.api.ledger.Claims;
import forja.api.ledger.Lane;
import forja.api.ledger.LiveSlots;
import forja.common.job.Heartbeat;
import forja.common.job.JobId;
import forja.common.job.WorkerState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The workers heard of lately, with what they can do and what they hold. Kept in memory: each says
 * it anew every second.
 */
public final class LiveWorkers implements LiveSlots, Claims {
  private static final Duration SILENT_AFTER = Duration.ofSeconds(3);
  private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(10);

  /** Long enough for every living worker to have been heard several times. */
  private static final Duration EVERYBODY_HEARD_AFTER = Duration.ofSeconds(5);

  private final Map<String, Heard> heard = new ConcurrentHashMap<>();
  private final Clock clock;
  private final Instant listeningSince;

  /** A worker's last heartbeat, and when it came. */
  public record Heard(Heartbeat heartbeat, Instant at, boolean isAlive) {}

  public LiveWorkers(Clock clock) {
    this.clock = clock;
    this.listeningSince = clock.instant();
  }

  public void hear(Heartbeat heartbeat) {
    heard.put(heartbeat.worker(), new Heard(heartbeat, clock.instant(), true));
  }

  /** Those heard of lately, the silent ones marked. */
  public List<Heard> all() {
    var now = clock.instant();
    heard.values().removeIf(one -> one.at.plus(FORGOTTEN_AFTER).isBefore(now));
    return heard.values().stream()
        .map(one -> new Heard(one.heartbeat, one.at, isAlive(one, now)))
        .toList();
  }

  private static boolean isAlive(Heard one, Instant now) {
    return one.at.plus(SILENT_AFTER).isAfter(now);
  }

  /** The living, for those who ask over HTTP; nobody gives orders to what an api does itself. */
  public List<WorkerView> views() {
    return all().stream()
        .filter(Heard::isAlive)
        .filter(one -> !one.heartbeat.tellsOfAnApi())
        .map(one -> new WorkerView(one.heartbeat, one.at))
        .toList();
  }

  @Override
  public Map<Lane, Integer> slots() {
    var slots = new HashMap<Lane, Integer>();
    for (var one : all()) {
      if (one.isAlive && one.heartbeat.state() == WorkerState.ACTIVE) {
        for (var serving : one.heartbeat.serving()) {
          slots.merge(
              new Lane(serving.capability(), serving.pool()), serving.slots(), Integer::sum);
        }
      }
    }
    return slots;
  }

  @Override
  public Set<JobId> claimed() {
    var claimed = new HashSet<JobId>();
    for (var one : all()) {
      if (one.isAlive) {
        claimed.addAll(one.heartbeat.claims());
      }
    }
    return claimed;
  }

  @Override
  public boolean complete() {
    return clock.instant().isAfter(listeningSince.plus(EVERYBODY_HEARD_AFTER));
  }
}
