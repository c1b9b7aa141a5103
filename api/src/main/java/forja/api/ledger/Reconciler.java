package forja.api.ledger;

import forja.common.job.JobChange;
import forja.common.job.JobId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Releases again what no worker claims and no queue holds, seen twice; what was being cancelled is
 * closed. Does nothing on silence alone: broker and workers must have been heard.
 */
public final class Reconciler implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Reconciler.class);

  private static final LedgerSql LONG_OUT =
      LedgerSql.of(
          """
          select id, attempt, release, capability, pool from job
          where state in (state.RELEASED, state.RUNNING, state.CANCELLING) and released_at < :before
          """);

  private static final long REST_TO_WORK = 50;

  private final LedgerDatabase database;
  private final Clock clock;
  private final Bell bell;
  private final BrokerView broker;
  private final Claims claims;
  private final Timing timing;
  private final Map<JobChanges.At, Instant> missingSince = new HashMap<>();
  private Optional<LoopThread> thread = Optional.empty();
  private long lastLookMillis;

  /** How often it looks, how long a release is left alone, and how far apart the two looks are. */
  record Timing(Duration each, Duration leftAlone, Duration apart) {
    static final Timing DEFAULT =
        new Timing(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(10));
  }

  private record Out(JobChanges.At job, Lane lane) {}

  public Reconciler(
      LedgerDatabase database, Clock clock, Bell bell, BrokerView broker, Claims claims) {
    this(database, clock, bell, broker, claims, Timing.DEFAULT);
  }

  Reconciler(
      LedgerDatabase database,
      Clock clock,
      Bell bell,
      BrokerView broker,
      Claims claims,
      Timing timing) {
    this.database = database;
    this.clock = clock;
    this.bell = bell;
    this.broker = broker;
    this.claims = claims;
    this.timing = timing;
  }

  public void start() {
    thread = Optional.of(LoopThread.start("ledger-reconciler", this::restAndTurn));
  }

  /**
   * A look reads every living job: with many of them it rests longer, so that it never costs more
   * than a little.
   */
  private void restAndTurn() throws InterruptedException {
    Thread.sleep(Math.max(timing.each.toMillis(), REST_TO_WORK * lastLookMillis));
    long began = System.nanoTime();
    turn();
    lastLookMillis = (System.nanoTime() - began) / 1_000_000;
  }

  /** One look; answers how many releases were given up. */
  int turn() {
    // Asked in this order: a job on its way from the queue to a worker shows in one of the two.
    var out = longOut();
    var missing = missing(out);
    if (missing.isEmpty()) {
      return 0;
    }
    var now = clock.instant();
    missingSince.keySet().retainAll(Set.copyOf(missing.get()));
    missing.get().forEach(job -> missingSince.putIfAbsent(job, now));
    var lost =
        missing.get().stream()
            .filter(job -> !missingSince.get(job).plus(timing.apart).isAfter(now))
            .toList();
    return lost.isEmpty() ? 0 : giveUp(lost, now);
  }

  private List<Out> longOut() {
    return database.each(connection -> {
      try (var call = LONG_OUT.on(connection)) {
        return call.with("before", clock.instant().minus(timing.leftAlone))
            .rows(row ->
                new Out(
                    new JobChanges.At(
                        JobRowReader.id(row, "id"), row.getInt("attempt"), row.getInt("release")),
                    JobRowReader.lane(row)));
      }
    });
  }

  /** Empty when somebody could not be heard: then nothing is known about any job. */
  private Optional<List<JobChanges.At>> missing(List<Out> out) {
    var held = new HashMap<Lane, Set<JobId>>();
    for (var lane : out.stream().map(Out::lane).distinct().toList()) {
      var known = broker.held(lane);
      if (known.isEmpty()) {
        return Optional.empty();
      }
      held.put(lane, known.get());
    }
    var claimed = claims.claimed();
    if (!claims.complete()) {
      return Optional.empty();
    }
    var missing = new ArrayList<JobChanges.At>();
    for (var job : out) {
      var id = job.job.id();
      if (!claimed.contains(id) && !held.getOrDefault(job.lane, Set.of()).contains(id)) {
        missing.add(job.job);
      }
    }
    return Optional.of(missing);
  }

  private int giveUp(List<JobChanges.At> lost, Instant now) {
    var changed =
        database.each(connection -> JobChanges.make(connection, JobChange.RELEASE_LOST, lost, now));
    log.warn("{} releases were lost: their jobs are released again", changed.size());
    lost.forEach(missingSince::remove);
    bell.jobsMayGo();
    bell.jobsChanged(
        changed.entrySet().stream()
            .filter(job -> job.getValue().isFinal())
            .map(Map.Entry::getKey)
            .toList());
    return changed.size();
  }

  @Override
  public void close() {
    thread.ifPresent(LoopThread::close);
  }
}
