package forja.bench.promise;

import forja.bench.figure.Finding;
import forja.bench.figure.Latency;
import forja.bench.figure.PartFigures;
import forja.bench.load.HttpLine;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** How long it takes from the POST until the work begins, and until a GET shows that it has. */
final class StartDelay {
  private static final Duration EACH = Duration.ofMillis(20);
  private static final Duration LONGEST = Duration.ofSeconds(90);
  private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final Clock clock = Clock.systemUTC();
  private final PromiseFarm farm;
  private final PromiseSize size;

  StartDelay(PromiseFarm farm, PromiseSize size) {
    this.farm = farm;
    this.size = size;
  }

  /** Of one job: until the worker's clock said that it began, and until we saw it. */
  private record Start(Duration begun, Duration visible) {}

  PartFigures idle() throws Exception {
    farm.ledger().awaitNothingOut(PromiseFarm.DEFAULT_POOL);
    return figures("idle", 50);
  }

  PartFigures behind() throws Exception {
    try (var _ = Flood.of(farm, PromiseFarm.DEFAULT_POOL, EACH, size.crowd())) {
      return figures("behind %,d of another customer".formatted(size.crowd()), 150)
          .noting(
              "the other customer's jobs take %d ms each and hold all %d slots"
                  .formatted(EACH.toMillis(), Flood.SLOTS));
    }
  }

  private PartFigures figures(String when, double promised) throws IOException {
    try (var line = farm.line()) {
      var starts = starts(line);
      var visible = starts.stream().map(Start::visible).toList();
      var begun = starts.stream().map(Start::begun).toList();
      return PartFigures.of(
          Finding.p99AtMost(
              promised, Latency.of("start, " + when + ": POST to start visible", visible)),
          Finding.noted(Latency.of("start, " + when + ": POST to begin of work", begun)));
    }
  }

  private List<Start> starts(HttpLine line) throws IOException {
    var starts = new ArrayList<Start>();
    long deadline = System.nanoTime() + LONGEST.toNanos();
    while (starts.size() < size.starts() && System.nanoTime() < deadline) {
      starts.add(start(line));
    }
    return starts;
  }

  private Start start(HttpLine line) throws IOException {
    var asked = clock.instant();
    long began = System.nanoTime();
    var nap = Naps.of(EACH, PromiseFarm.DEFAULT_POOL);
    var job = line.post("/jobs", nap).require(202).json().path("id").asText();
    var started = awaitTime(line, job, "startedAt");
    var visible = Duration.ofNanos(System.nanoTime() - began);
    var _ = awaitTime(line, job, "finishedAt");
    return new Start(Duration.between(asked, started), visible);
  }

  /** With a little rest between two looks: they share the processors with what they look at. */
  private static Instant awaitTime(HttpLine line, String job, String field) throws IOException {
    while (true) {
      var time = line.get("/jobs/" + job).require(200).json().path(field).asText("null");
      if (!time.equals("null")) {
        return Instant.parse(time);
      }
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
    }
  }
}
