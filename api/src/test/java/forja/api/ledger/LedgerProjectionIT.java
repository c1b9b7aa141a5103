package forja.api.ledger;

import static forja.api.ledger.LedgerForTests.WORKER;
import static org.assertj.core.api.Assertions.assertThat;

import forja.common.job.Failure;
import forja.common.job.JobId;
import forja.common.job.JobReport;
import forja.common.job.JobState;
import forja.common.job.ReportBundle;
import forja.common.job.RetryPolicy;
import forja.common.job.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LedgerProjectionIT {
  private LedgerForTests farm;

  @BeforeEach
  void open() {
    farm = new LedgerForTests(LedgerProjectionIT.class);
  }

  @AfterEach
  void close() {
    farm.close();
  }

  /** D6 */
  @Test
  void writesDownAWholeLife() {
    var job = farm.released();

    farm.report(farm.started(job, 1));
    farm.report(farm.progressed(job, 1, 40));
    farm.clock.advance(Duration.ofSeconds(3));
    farm.report(farm.succeeded(job, 1));

    var row = farm.row(job);
    assertThat(row.state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(row.worker()).contains(WORKER);
    assertThat(row.result()).contains("{\"pong\":true}");
    assertThat(row.progress()).contains(new JobRow.Reached(40, "at 40"));
    assertThat(row.finishedAt()).contains(farm.clock.instant());
    assertThat(farm.changes(job))
        .containsExactly(
            "1 ACCEPTED QUEUED",
            "2 RELEASED RELEASED",
            "3 STARTED RUNNING",
            "4 PROGRESSED RUNNING",
            "5 SUCCEEDED SUCCEEDED");
    assertThat(farm.inFlight()).isZero();
  }

  @Test
  void recordsTheStartWithWhicheverReportComesFirst() {
    var job = farm.released();

    farm.report(farm.succeeded(job, 1));

    assertThat(farm.changes(job)).endsWith("3 STARTED RUNNING", "4 SUCCEEDED SUCCEEDED").hasSize(4);
    assertThat(farm.reader.eventsOf(LedgerForTests.MAIN, job, 3, 10)).hasSize(1);
    assertThat(farm.row(job).startedAt()).isPresent();
  }

  @Test
  void ignoresReportsOfAnOlderReleaseAndAnOlderDelivery() {
    var job = farm.released();
    var stale = farm.succeeded(job, 1);
    farm.report(farm.started(job, 1), farm.started(job, 2));

    farm.report(stale);
    assertThat(farm.row(job).state()).isEqualTo(JobState.RUNNING);

    farm.report(new JobReport.HandedBack(job, new Token(1, 1, 2), Instant.EPOCH, Instant.EPOCH, 0));
    farm.release(1_000);
    farm.report(stale, farm.started(job, 1));

    var row = farm.row(job);
    assertThat(row.state()).isEqualTo(JobState.RUNNING);
    assertThat(row.token()).isEqualTo(new Token(1, 2, 1));
  }

  @Test
  void releasesAgainWhatWasHandedBack() {
    var job = farm.released();

    farm.report(farm.handedBack(job));

    assertThat(farm.row(job).state()).isEqualTo(JobState.QUEUED);
    assertThat(farm.inFlight()).isZero();
    var again = farm.release(1);
    assertThat(again).hasSize(1);
    assertThat(again.getFirst().release()).isEqualTo(2);
    assertThat(farm.row(job).retry().attempts()).isEqualTo(3);
    assertThat(farm.row(job).token().attempt()).isEqualTo(1);
  }

  @Test
  void triesAgainWhatWasOutOfReachUntilThePolicyIsUsedUp() {
    var job = farm.accept(farm.retried(RetryPolicy.of(3, Duration.ofSeconds(10))));
    farm.release(1);

    for (int attempt = 1; attempt < 3; attempt++) {
      farm.report(farm.failed(job, Failure.Kind.UNAVAILABLE));
      var row = farm.row(job);
      assertThat(row.state()).isEqualTo(JobState.SCHEDULED);
      assertThat(row.token().attempt()).isEqualTo(attempt + 1);
      assertThat(row.failure()).isPresent();
      var pause = Duration.between(farm.clock.instant(), row.dueAt().orElseThrow());
      assertThat(pause.toMillis()).isBetween(8_000L * attempt, 12_000L * attempt);
      assertThat(farm.release(1)).isEmpty();
      farm.clock.advance(pause.plusMillis(1));
      assertThat(farm.release(1)).hasSize(1);
    }
    farm.report(farm.failed(job, Failure.Kind.UNAVAILABLE));

    assertThat(farm.row(job).state()).isEqualTo(JobState.FAILED);
    assertThat(farm.changes(job)).filteredOn(change -> change.contains("POSTPONED")).hasSize(2);
    assertThat(farm.changes(job)).filteredOn(change -> change.contains("CAME_DUE")).hasSize(2);
    assertThat(farm.inFlight()).isZero();
  }

  @Test
  void doesNotTryAgainWhatTheCallerMustFix() {
    var job = farm.released();

    farm.report(farm.failed(job, Failure.Kind.WORK_FAILED));

    assertThat(farm.row(job).state()).isEqualTo(JobState.FAILED);
    assertThat(farm.row(job).failure().orElseThrow().code()).isEqualTo("test.failed");
  }

  @Test
  void doesNotLetAJobHangOnAStrangeCharacter() {
    var job = farm.released();
    var now = farm.clock.instant();
    var failure = new Failure(Failure.Kind.WORK_FAILED, "x", "nul \0 and half a pair \ud800");

    farm.report(
        new JobReport.Progressed(job, farm.token(job, 1), now, now, 1, 400, "nul \0"),
        new JobReport.Failed(job, farm.token(job, 1), Instant.MIN, Instant.MAX, 0, failure));

    assertThat(farm.row(job).state()).isEqualTo(JobState.FAILED);
    assertThat(farm.row(job).progress()).contains(new JobRow.Reached(100, "nul \uFFFD"));
    assertThat(farm.dead).isEmpty();
  }

  @Test
  void refusesOnlyTheReportThatTheDatabaseRefuses() {
    var good = farm.accepted();
    var bad = farm.accepted();
    farm.release(10);

    farm.projection.apply(
        List.of(
            new ReportBundle("w\0", List.of(farm.succeeded(bad, 1))),
            new ReportBundle(WORKER, List.of(farm.succeeded(good, 1)))));

    assertThat(farm.row(good).state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(farm.row(bad).state()).isEqualTo(JobState.RELEASED);
    assertThat(farm.dead).hasSize(1);
    assertThat(farm.projection.refused()).isEqualTo(1);
  }

  @Test
  void findsTheSameRowsForTheSameReportsShuffledDoubledAndConcurrent() {
    var jobs = farm.accept(farm.jobs(LedgerForTests.MAIN, 120)).stream().map(Accepted::id).toList();
    farm.release(1_000);
    var reports = lives(jobs);
    farm.projection.apply(List.of(new ReportBundle(WORKER, reports)));
    var rows = rows(farm, jobs);
    var told = told(farm, jobs);

    for (int seed = 1; seed <= 4; seed++) {
      try (var other = new LedgerForTests(LedgerProjectionIT.class)) {
        copyReleased(jobs, other);
        applyShuffled(other, reports, new Random(seed));
        assertThat(rows(other, jobs)).as("seed %d", seed).isEqualTo(rows);
        assertThat(told(other, jobs)).as("seed %d", seed).isEqualTo(told);
        assertThat(other.inFlight()).isEqualTo(farm.inFlight());
        assertThat(other.projection.refusedBatches()).isZero();
      }
    }
  }

  /** The same ids, accepted and released. */
  private void copyReleased(List<JobId> jobs, LedgerForTests other) {
    var request = farm.job().request();
    other.accept(
        jobs.stream()
            .map(id ->
                new NewJob(
                    id, LedgerForTests.MAIN, request, Optional.empty(), other.clock.instant()))
            .toList());
    other.release(1_000);
  }

  /** Every sixth job meets another end; one sixth is still at work. */
  private List<JobReport> lives(List<JobId> jobs) {
    var reports = new ArrayList<JobReport>();
    for (int number = 0; number < jobs.size(); number++) {
      var job = jobs.get(number);
      reports.add(farm.started(job, 1));
      reports.add(farm.progressed(job, 1, 10));
      reports.add(farm.progressed(job, 2, 20));
      switch (number % 6) {
        case 0 -> reports.add(farm.succeeded(job, 1));
        case 1 -> reports.add(farm.failed(job, Failure.Kind.CRASHED));
        case 2 -> reports.add(farm.failed(job, Failure.Kind.UNAVAILABLE));
        case 3 -> reports.add(farm.handedBack(job));
        case 4 ->
            reports.add(
                new JobReport.Cancelled(
                    job, farm.token(job, 1), farm.clock.instant(), farm.clock.instant(), 2));
        default -> reports.add(farm.progressed(job, 3, 30));
      }
    }
    return reports;
  }

  private static void applyShuffled(LedgerForTests farm, List<JobReport> reports, Random random) {
    var shuffled = new ArrayList<>(reports);
    shuffled.addAll(reports);
    Collections.shuffle(shuffled, random);
    var hands = new ArrayList<CompletableFuture<Void>>();
    int from = 0;
    while (from < shuffled.size()) {
      int to = Math.min(shuffled.size(), from + 1 + random.nextInt(60));
      var bundle = List.of(new ReportBundle(WORKER, shuffled.subList(from, to)));
      hands.add(
          CompletableFuture.runAsync(() -> farm.projection.apply(bundle), LedgerForTests.AT_ONCE));
      from = to;
    }
    hands.forEach(CompletableFuture::join);
  }

  /** Everything about the jobs but how often progress was told. */
  private static List<String> rows(LedgerForTests farm, List<JobId> jobs) {
    var rows = farm.reader.find(LedgerForTests.MAIN, jobs);
    return jobs.stream()
        .map(rows::get)
        .map(row ->
            List.of(
                    row.id(),
                    row.state(),
                    row.token(),
                    row.dueAt(),
                    row.startedAt(),
                    row.finishedAt(),
                    row.worker(),
                    row.progress(),
                    row.result(),
                    row.failure(),
                    row.logChunks())
                .toString())
        .toList();
  }

  private static Map<JobId, List<String>> told(LedgerForTests farm, List<JobId> jobs) {
    var told = new HashMap<JobId, List<String>>();
    for (var job : jobs) {
      var events = farm.reader.eventsOf(LedgerForTests.MAIN, job, 0, 100);
      assertThat(events.stream().map(JobEvent::number).toList())
          .isEqualTo(IntStream.rangeClosed(1, events.size()).boxed().toList());
      told.put(
          job,
          events.stream()
              .filter(event -> event.change() != forja.common.job.JobChange.PROGRESSED)
              .map(event -> event.change() + " " + event.state() + " " + event.body())
              .toList());
    }
    return told;
  }
}
