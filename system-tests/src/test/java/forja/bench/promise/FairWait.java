package forja.bench.promise;

import forja.bench.figure.Finding;
import forja.bench.figure.Latency;
import forja.bench.figure.PartFigures;
import forja.common.job.JobState;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** How long a customer's few jobs wait when another one was there first with very many. */
final class FairWait {
  private static final String POOL = "fair";
  private static final int FEW = 10;
  private static final double FACTOR = 1.5;

  /** So that the few come as ones who have not been there lately. */
  private static final Duration REST = Duration.ofMillis(3_100);

  private final Clock clock = Clock.systemUTC();
  private final PromiseFarm farm;
  private final PromiseSize size;

  FairWait(PromiseFarm farm, PromiseSize size) {
    this.farm = farm;
    this.size = size;
  }

  PartFigures fair() throws Exception {
    var waits = new ArrayList<Duration>();
    try (var _ = farm.joinWarm(POOL, Flood.SLOTS);
        var _ = Flood.of(farm, POOL, Naps.USUAL, size.queuedBeforeFair())) {
      for (int round = 0; round < size.fairRounds(); round++) {
        waits.addAll(aFewJobs());
        LockSupport.parkNanos(REST.toNanos());
      }
    }
    var what =
        "wait of %d jobs behind %,d of another customer, %d slots"
            .formatted(FEW, size.queuedBeforeFair(), Flood.SLOTS);
    return PartFigures.of(Finding.p95AtMost(300, Latency.of(what, waits)))
        .noting(
            "all jobs take %d ms; the few come every %d ms"
                .formatted(Naps.USUAL.toMillis(), REST.toMillis()));
  }

  private List<Duration> aFewJobs() throws Exception {
    var asked = clock.instant();
    var jobs = farm.post(Collections.nCopies(FEW, Naps.of(Naps.USUAL, POOL)));
    return farm.ledger().awaitAll(jobs, JobState.SUCCEEDED).stream()
        .map(row -> Duration.between(asked, row.began()))
        .toList();
  }

  /** The same jobs, alone and beside a flood. */
  PartFigures neighbour() throws Exception {
    try (var _ = farm.joinWarm(POOL, Flood.SLOTS)) {
      var alone = Latency.of("a job of 200 ms, alone on the farm", oneByOne());
      try (var _ = Flood.of(farm, POOL, Naps.USUAL, size.queuedBeforeFair())) {
        var beside = Latency.of("a job of 200 ms, while another customer floods", oneByOne());
        return PartFigures.of(
            Finding.noted(alone),
            Finding.noted(beside),
            Finding.atMost("noisy neighbour, of the median", FACTOR, beside.p50() / alone.p50()),
            Finding.atMost("noisy neighbour, of the p99", FACTOR, beside.p99() / alone.p99()));
      }
    }
  }

  private List<Duration> oneByOne() throws IOException {
    var took = new ArrayList<Duration>();
    try (var line = farm.line()) {
      while (took.size() < size.neighbourJobs()) {
        long began = System.nanoTime();
        line.post("/jobs", "Prefer: wait=20\r\n", Naps.of(Naps.USUAL, POOL)).require(200);
        took.add(Duration.ofNanos(System.nanoTime() - began));
      }
    }
    return took;
  }
}
