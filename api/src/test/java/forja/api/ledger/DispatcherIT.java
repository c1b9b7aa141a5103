package forja.api.ledger;

import static forja.api.ledger.LedgerForTests.FARM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import forja.common.farm.Ping;
import forja.common.job.JobId;
import forja.common.job.JobReport;
import forja.common.job.JobRequest;
import forja.common.job.JobState;
import forja.common.job.ReportBundle;
import forja.common.job.Token;
import forja.common.wire.JobWire.ReleasedJob;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DispatcherIT {
  private LedgerForTests farm;

  @BeforeEach
  void open() {
    farm = new LedgerForTests(DispatcherIT.class);
    farm.execute("insert into customer (id, name) values (2, 'b'), (3, 'c'), (4, 'd')");
  }

  @AfterEach
  void close() {
    farm.close();
  }

  @Test
  void releasesByPriorityThenByAge() {
    var late = farm.accept(farm.job(0));
    var low = farm.accept(farm.job(-5));
    var high = farm.accept(farm.job(7));
    var later = farm.accept(farm.job(0));

    assertThat(farm.release(100))
        .extracting(ReleasedJob::id)
        .containsExactlyInAnyOrder(late, low, high, later);
    farm.report(
        farm.handedBack(late), farm.handedBack(low), farm.handedBack(high), farm.handedBack(later));

    assertThat(farm.release(2)).extracting(ReleasedJob::id).containsExactlyInAnyOrder(high, late);
  }

  @Test
  void sharesTheRoomEquallyBetweenCustomers() {
    farm.accept(farm.jobs(1, 1_000));
    farm.accept(farm.jobs(2, 50));
    farm.accept(farm.jobs(3, 50));
    farm.accept(farm.jobs(4, 3));

    assertThat(perCustomer(farm.release(100)))
        .containsOnly(
            Map.entry("main", 33), Map.entry("b", 32), Map.entry("c", 32), Map.entry("d", 3));
  }

  @Test
  void letsThoseWithLessInFlightGoFirst() {
    farm.accept(farm.jobs(1, 500));
    assertThat(farm.release(100)).hasSize(100);
    farm.accept(farm.jobs(2, 500));
    farm.accept(farm.jobs(3, 500));

    assertThat(perCustomer(farm.release(180))).containsOnly(Map.entry("b", 40), Map.entry("c", 40));
    assertThat(perCustomer(farm.release(360)))
        .containsOnly(Map.entry("main", 20), Map.entry("b", 80), Map.entry("c", 80));
  }

  @Test
  void doesNotForgetACustomerWhenOnlyAFewFit() {
    for (int customer = 1; customer <= 4; customer++) {
      farm.accept(farm.jobs(customer, 40));
    }
    var went = new HashMap<String, Integer>();

    for (int turn = 0; turn < 20; turn++) {
      var released = farm.release(2);
      perCustomer(released).forEach((name, count) -> went.merge(name, count, Integer::sum));
      finish(released);
    }

    assertThat(went)
        .containsOnly(
            Map.entry("main", 10), Map.entry("b", 10), Map.entry("c", 10), Map.entry("d", 10));
  }

  @Test
  void keepsTheWindowThoughTwoDispatchersRunAndWorkersFinish() {
    farm.accept(farm.jobs(1, 3_000));
    farm.accept(farm.jobs(2, 3_000));
    var out = ConcurrentHashMap.<JobId>newKeySet();
    var widest = new AtomicLong();
    var twice = ConcurrentHashMap.<JobId>newKeySet();
    var finished = new AtomicLong();
    ReleasePort port =
        (jobs, _) -> {
          jobs.stream().filter(job -> !out.add(job.id())).forEach(job -> twice.add(job.id()));
          widest.accumulateAndGet(out.size(), Math::max);
          Thread.startVirtualThread(() -> {
            jobs.forEach(job -> out.remove(job.id()));
            finish(jobs);
            finished.addAndGet(jobs.size());
          });
        };
    try (var one = dispatcher(port);
        var other = dispatcher(port)) {
      one.start();
      other.start();
      await().atMost(Duration.ofSeconds(60)).until(() -> finished.get() == 6_000);
    }

    assertThat(twice).isEmpty();
    assertThat(widest.get()).isLessThanOrEqualTo(LaneRelease.WIDEST_WINDOW);
    assertThat(farm.inFlight()).isZero();
    assertThat(farm.query("select count(*) from ready")).containsExactly("0");
  }

  @Test
  void countsWhatAnotherProcessReleasesAtThatMoment() throws SQLException {
    farm.accept(farm.jobs(1, 100));
    var release = new LaneRelease(farm.database);
    var width = new LaneRelease.Width(30, 3, Duration.ZERO, Long.MAX_VALUE, 0);
    try (var other = farm.database.source().getConnection()) {
      other.setAutoCommit(false);
      assertThat(release.turn(other, FARM, width, farm.clock.instant()).jobs()).hasSize(33);
      // More urgent ones: whoever does not see the release above would send these beyond the
      // window.
      farm.accept(IntStream.range(0, 100).mapToObj(_ -> farm.job(9)).toList());

      var here =
          CompletableFuture.supplyAsync(
              () -> release.turn(FARM, width, farm.clock.instant()), LedgerForTests.AT_ONCE);
      await().atMost(Duration.ofSeconds(20)).until(this::somebodyWaitsForTheLane);
      other.commit();

      assertThat(here.join().jobs()).isEmpty();
    }
    assertThat(farm.inFlight()).isEqualTo(33);
  }

  @Test
  void letsNobodyGoAheadSoonerThanThePace() {
    farm.accept(farm.jobs(1, 100));
    var release = new LaneRelease(farm.database);
    var first = new LaneRelease.Width(8, 1, Duration.ZERO, Long.MAX_VALUE, 0);
    var slowly = new LaneRelease.Width(9, 1, Duration.ofHours(1), Long.MAX_VALUE, 0);
    var quickly = new LaneRelease.Width(9, 1, Duration.ZERO, Long.MAX_VALUE, 0);

    assertThat(release.turn(FARM, first, farm.clock.instant()).jobs()).hasSize(9);
    var soon = release.turn(FARM, slowly, farm.clock.instant());
    var later = release.turn(FARM, quickly, farm.clock.instant());

    assertThat(soon.jobs()).isEmpty();
    assertThat(soon.untilAhead()).isBetween(Duration.ofMinutes(50), Duration.ofHours(1));
    assertThat(later.jobs()).hasSize(1);
    assertThat(later.untilAhead()).isZero();
  }

  private boolean somebodyWaitsForTheLane() {
    var waiting =
        farm.query(
            "select pid from pg_locks where locktype = 'advisory' and not granted and database ="
                + " (select oid from pg_database where datname = current_database())");
    return waiting.size() == 1;
  }

  @Test
  void wakesAtOnceWhenSomethingIsAccepted() {
    var sent = ConcurrentHashMap.<JobId>newKeySet();
    try (var dispatcher = dispatcher((jobs, _) -> jobs.forEach(job -> sent.add(job.id())))) {
      dispatcher.start();
      await().until(() -> farm.query("select 1").size() == 1);

      var job = farm.accepted();

      await()
          .pollInterval(Duration.ofMillis(2))
          .atMost(Duration.ofSeconds(5))
          .until(() -> sent.contains(job));
    }
  }

  @Test
  void holdsAJobBackUntilItsTime() {
    var plain = JobRequest.of(new Ping(null));
    var job =
        farm.accept(
            farm.job(
                1,
                new JobRequest(
                    plain.spec(),
                    0,
                    Optional.of(farm.clock.instant().plusSeconds(60)),
                    plain.timeLimit(),
                    plain.retry(),
                    Map.of(),
                    plain.pool(),
                    List.of(),
                    Optional.empty(),
                    Optional.empty())));
    assertThat(farm.row(job).state()).isEqualTo(JobState.SCHEDULED);
    assertThat(farm.release(10)).isEmpty();

    farm.clock.advance(Duration.ofSeconds(61));

    assertThat(farm.release(10)).extracting(ReleasedJob::id).containsExactly(job);
    assertThat(farm.changes(job))
        .containsExactly("1 ACCEPTED SCHEDULED", "2 CAME_DUE QUEUED", "3 RELEASED RELEASED");
  }

  @Test
  void releasesNothingToALaneThatNobodyServes() {
    farm.accepted();

    farm.dispatcher(Map.of(new Lane(FARM.capability(), "other"), 10), (_, _) -> {}).turn();

    assertThat(farm.query("select count(*) from ready")).containsExactly("1");
  }

  private Dispatcher dispatcher(ReleasePort port) {
    return new Dispatcher(
        farm.database, Clock.systemUTC(), farm.bell, () -> Map.of(FARM, 50), port);
  }

  private void finish(List<ReleasedJob> jobs) {
    var now = farm.clock.instant();
    var reports =
        jobs.stream()
            .<JobReport>map(job ->
                new JobReport.Succeeded(
                    job.id(), new Token(job.attempt(), job.release(), 1), now, now, 0, Map.of()))
            .toList();
    farm.projection.apply(List.of(new ReportBundle("w", reports)));
  }

  private static Map<String, Integer> perCustomer(List<ReleasedJob> jobs) {
    var counts = new HashMap<String, Integer>();
    jobs.forEach(job -> counts.merge(job.customer(), 1, Integer::sum));
    return counts;
  }
}
