package forja.api.ledger;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** How many jobs come back from each lane in a second, by what came back in the last minute. */
public final class LaneRates implements AutoCloseable {
  private static final Duration EACH = Duration.ofSeconds(2);
  private static final long MEMORY = Duration.ofMinutes(1).toNanos();
  private static final double SECOND = Duration.ofSeconds(1).toNanos();
  private static final LedgerSql COME =
      LedgerSql.of(
          "select capability, pool, sum(n)::bigint as n from lane_in group by capability, pool");

  private final LedgerDatabase database;
  private final Map<Lane, Deque<Reading>> readings = new HashMap<>();
  private final Map<Lane, Double> rates = new ConcurrentHashMap<>();
  private Optional<LoopThread> thread = Optional.empty();

  private record Reading(long nanos, long come) {}

  public LaneRates(LedgerDatabase database) {
    this.database = database;
  }

  public void start() {
    thread = Optional.of(LoopThread.start("ledger-rates", this::readAndRest));
  }

  private void readAndRest() throws InterruptedException {
    read(System.nanoTime());
    Thread.sleep(EACH);
  }

  /** Takes a reading of every lane. */
  void read(long nanos) {
    Map<Lane, Long> come = new HashMap<>();
    database.each(connection -> {
      try (var call = COME.on(connection)) {
        return call.rows(row -> come.put(JobRowReader.lane(row), row.getLong("n")));
      }
    });
    come.forEach((lane, count) -> add(lane, new Reading(nanos, count)));
  }

  private void add(Lane lane, Reading reading) {
    var known = readings.computeIfAbsent(lane, _ -> new ArrayDeque<>());
    known.addLast(reading);
    while (reading.nanos - known.getFirst().nanos > MEMORY) {
      known.removeFirst();
    }
    var oldest = known.getFirst();
    if (reading.come > oldest.come) {
      rates.put(lane, (reading.come - oldest.come) * SECOND / (reading.nanos - oldest.nanos));
    } else {
      rates.remove(lane);
    }
  }

  /** Jobs a second; empty where nothing came back lately. */
  Optional<Double> of(Lane lane) {
    return Optional.ofNullable(rates.get(lane));
  }

  @Override
  public void close() {
    thread.ifPresent(LoopThread::close);
  }
}
