package forja.api.ledger;

import static forja.api.ledger.LedgerForTests.MAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import forja.common.job.JobId;
import forja.common.job.JobReport;
import forja.common.job.JobState;
import forja.common.job.ReportBundle;
import forja.common.job.Token;
import forja.common.wire.JobWire.ReleasedJob;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two dispatchers, and workers that end their jobs at the same time. */
class LocksRaceIT {
  private static final Duration AT_MOST = Duration.ofMinutes(2);

  private final Map<JobId, List<String>> locksOf = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> holders = new ConcurrentHashMap<>();
  private final Set<String> heldTooOften = ConcurrentHashMap.newKeySet();
  private final Set<JobId> ended = ConcurrentHashMap.newKeySet();
  private final LinkedBlockingQueue<ReleasedJob> out = new LinkedBlockingQueue<>();
  private LedgerForTests farm;

  @BeforeEach
  void open() {
    farm = new LedgerForTests(LocksRaceIT.class);
  }

  @AfterEach
  void close() {
    farm.close();
  }

  @Test
  void neverHoldsALockOfOnePermitTwice() throws InterruptedException {
    int jobs = 2_000;
    accept(IntStream.range(0, jobs).mapToObj(_ -> List.of("db")).toList());

    runAll(jobs, 1);

    assertThat(heldTooOften).isEmpty();
    assertThatNothingIsLeft();
  }

  @Test
  void getsEveryJobThroughThoughEachWantsTwoLocks() throws InterruptedException {
    var random = new Random(7);
    accept(
        IntStream.range(0, 2_000)
            .mapToObj(
                _ -> random.ints(0, 6).distinct().limit(2).mapToObj(lock -> "l" + lock).toList())
            .toList());

    runAll(2_000, 1);

    assertThat(heldTooOften).isEmpty();
    assertThatNothingIsLeft();
  }

  @Test
  void neverLetsMoreGoThanThereArePermits() throws InterruptedException {
    var limits = new Limits(farm.database, farm.clock, farm.bell);
    limits.set(MAIN, new Limit("lock:db", 7));
    accept(IntStream.range(0, 3_000).mapToObj(_ -> List.of("db")).toList());

    runAll(3_000, 7);

    assertThat(heldTooOften).isEmpty();
    assertThatNothingIsLeft();
  }

  @Test
  void losesNobodyWhenWokenJobsAreCancelled() throws InterruptedException {
    accept(IntStream.range(0, 1_000).mapToObj(number -> List.of("l" + number % 3)).toList());
    var all = List.copyOf(locksOf.keySet());
    var cancels =
        Thread.startVirtualThread(() ->
            all.subList(0, 500)
                .forEach(job -> {
                  if (farm.ledger.cancel(MAIN, job) instanceof CancelAnswer.Done(var row)
                      && row.state() == JobState.CANCELLED) {
                    ended.add(job);
                  }
                }));

    runAll(1_000, 1);
    cancels.join();

    assertThat(heldTooOften).isEmpty();
    assertThatNothingIsLeft();
  }

  private void accept(List<List<String>> locks) {
    var jobs = locks.stream().map(names -> farm.locked(names.toArray(String[]::new))).toList();
    jobs.forEach(job -> locksOf.put(job.id(), job.request().locks()));
    farm.accept(jobs);
  }

  private void runAll(int jobs, int permits) throws InterruptedException {
    var workers =
        IntStream.range(0, 4).mapToObj(_ -> Thread.ofPlatform().start(this::work)).toList();
    try (var one = dispatcher(permits);
        var other = dispatcher(permits)) {
      one.start();
      other.start();
      await().atMost(AT_MOST).until(() -> ended.size() == jobs);
    }
    workers.forEach(Thread::interrupt);
    for (var worker : workers) {
      worker.join();
    }
  }

  private Dispatcher dispatcher(int permits) {
    return new Dispatcher(
        farm.database,
        Clock.systemUTC(),
        farm.bell,
        () -> Map.of(LedgerForTests.FARM, 20),
        (jobs, _) -> jobs.forEach(job -> begin(job, permits)));
  }

  private void begin(ReleasedJob job, int permits) {
    for (var lock : locksOf.get(job.id())) {
      if (holders.computeIfAbsent(lock, _ -> new AtomicInteger()).incrementAndGet() > permits) {
        heldTooOften.add(lock);
      }
    }
    out.add(job);
  }

  private void work() {
    try {
      while (true) {
        var batch = new ArrayList<ReleasedJob>();
        batch.add(out.take());
        out.drainTo(batch, 20);
        finish(batch);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void finish(List<ReleasedJob> batch) {
    for (var job : batch) {
      locksOf.get(job.id()).forEach(lock -> holders.get(lock).decrementAndGet());
    }
    var now = farm.clock.instant();
    farm.projection.apply(
        List.of(
            new ReportBundle(
                LedgerForTests.WORKER,
                batch.stream()
                    .<JobReport>map(job ->
                        new JobReport.Succeeded(
                            job.id(),
                            new Token(job.attempt(), job.release(), 1),
                            now,
                            now,
                            0,
                            Map.of()))
                    .toList())));
    batch.forEach(job -> ended.add(job.id()));
  }

  private void assertThatNothingIsLeft() {
    assertThat(farm.query("select 1 from lock_permit union all select 2 from lock_wait")).isEmpty();
    assertThat(farm.query("select id from ready")).isEmpty();
    assertThat(farm.inFlight()).isZero();
  }
}
