package forja.api.ledger;

import static forja.api.ledger.LedgerForTests.MAIN;
import static org.assertj.core.api.Assertions.assertThat;

import forja.common.farm.Effect;
import forja.common.job.Failure;
import forja.common.job.JobId;
import forja.common.job.JobReport;
import forja.common.job.JobRequest;
import forja.common.job.JobState;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CancelIT {
  private static final Duration UNTIL_STOPPED = Duration.ofSeconds(7);

  private LedgerForTests farm;

  @BeforeAll
  void open() {
    farm = new LedgerForTests(CancelIT.class);
  }

  @AfterAll
  void close() {
    farm.close();
  }

  @BeforeEach
  void forgetOrders() {
    farm.stopper.ordered.clear();
  }

  @Test
  void cancelsAQueuedJobAtOnce() {
    var job = farm.accepted();

    var answer = farm.ledger.cancel(MAIN, job);

    assertThat(answer)
        .isInstanceOfSatisfying(
            CancelAnswer.Done.class,
            done -> assertThat(done.job().state()).isEqualTo(JobState.CANCELLED));
    assertThat(farm.query("select count(*) from ready where id = '%s'".formatted(job)))
        .containsExactly("0");
    assertThat(farm.stopper.ordered).isEmpty();
  }

  @Test
  void takesAReleasedJobOffItsQueue() {
    var job = farm.released();
    farm.stopper.onQueue.add(job);

    farm.ledger.cancel(MAIN, job);

    assertThat(farm.row(job).state()).isEqualTo(JobState.CANCELLED);
    assertThat(farm.changes(job)).endsWith("3 CANCEL_ASKED CANCELLING", "4 CANCELLED CANCELLED");
    assertThat(farm.inFlight()).isZero();
  }

  @Test
  void ordersTheWorkerToStopUntilTheJobHasEnded() {
    var job = farm.released();
    farm.report(farm.started(job, 1));
    var loop = loop();

    farm.ledger.cancel(MAIN, job);
    loop.turn();
    loop.turn();
    assertThat(farm.row(job).state()).isEqualTo(JobState.CANCELLING);
    assertThat(farm.stopper.ordered).containsExactly(job, job, job);

    var now = farm.clock.instant();
    farm.report(new JobReport.Cancelled(job, farm.token(job, 1), now, now, 0));
    loop.turn();
    assertThat(farm.row(job).state()).isEqualTo(JobState.CANCELLED);
    assertThat(farm.stopper.ordered).hasSize(3);
    assertThat(farm.query("select count(*) from cancelling")).containsExactly("0");
  }

  @Test
  void endsWhatCameBackFromAWorkerOnlyWhenThatOneHasStopped() {
    var effect = JobRequest.of(Effect.at("target", Duration.ZERO));
    var job = farm.accept(farm.job(MAIN, effect));
    farm.release(1);
    farm.report(farm.started(job, 1));
    farm.ledger.cancel(MAIN, job);
    farm.stopper.onQueue.add(job);
    var loop = loop();

    loop.turn();
    farm.clock.advance(UNTIL_STOPPED.minusMillis(1));
    loop.turn();
    assertThat(farm.row(job).state()).isEqualTo(JobState.CANCELLING);

    farm.clock.advance(Duration.ofMillis(1));
    loop.turn();
    assertThat(farm.row(job).state()).isEqualTo(JobState.CANCELLED);
  }

  private CancelLoop loop() {
    return new CancelLoop(farm.database, farm.clock, farm.bell, farm.stopper, UNTIL_STOPPED);
  }

  @Test
  void neitherRetriesNorReleasesWhatIsBeingCancelled() {
    var handedBack = farm.released();
    var unavailable = farm.released();
    farm.ledger.cancel(MAIN, handedBack);
    farm.ledger.cancel(MAIN, unavailable);

    farm.report(farm.handedBack(handedBack), farm.failed(unavailable, Failure.Kind.UNAVAILABLE));

    assertThat(farm.row(handedBack).state()).isEqualTo(JobState.CANCELLED);
    assertThat(farm.row(unavailable).state()).isEqualTo(JobState.FAILED);
    assertThat(farm.inFlight()).isZero();
  }

  @Test
  void leavesAFinalJobAsItIs() {
    var job = farm.released();
    farm.report(farm.succeeded(job, 1));

    farm.ledger.cancel(MAIN, job);

    assertThat(farm.row(job).state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(farm.ledger.cancel(MAIN + 1, job)).isEqualTo(new CancelAnswer.Unknown());
  }

  @Test
  void endsEveryJobOnceThoughCancelReleaseAndReportsRace() {
    var jobs = farm.accept(farm.jobs(MAIN, 200)).stream().map(Accepted::id).toList();

    var cancels =
        CompletableFuture.runAsync(
            () -> jobs.forEach(job -> farm.ledger.cancel(MAIN, job)), LedgerForTests.AT_ONCE);
    var reports = CompletableFuture.runAsync(() -> workThrough(jobs), LedgerForTests.AT_ONCE);
    CompletableFuture.allOf(cancels, reports).join();
    jobs.stream()
        .filter(job -> farm.row(job).state() == JobState.CANCELLING)
        .forEach(job -> farm.report(farm.succeeded(job, 1)));

    assertThat(farm.reader.find(MAIN, jobs).values())
        .allSatisfy(row -> assertThat(row.state().isFinal()).isTrue());
    assertThat(jobs)
        .allSatisfy(job ->
            assertThat(farm.reader.eventsOf(LedgerForTests.MAIN, job, 0, 100))
                .filteredOn(event -> event.state().isFinal())
                .hasSize(1));
    assertThat(farm.inFlight()).isZero();
    assertThat(farm.query("select count(*) from ready")).containsExactly("0");
  }

  private void workThrough(List<JobId> jobs) {
    for (int turn = 0; turn < jobs.size() / 4; turn++) {
      for (var released : farm.release(5)) {
        farm.report(farm.succeeded(released.id(), 1));
      }
    }
  }

  @Test
  void addsAnAttemptToAJobThatFailed() {
    var job = farm.released();
    farm.report(farm.failed(job, Failure.Kind.WORK_FAILED));

    assertThat(farm.ledger.retry(MAIN, job)).isInstanceOf(RetryAnswer.Done.class);

    var row = farm.row(job);
    assertThat(row.state()).isEqualTo(JobState.QUEUED);
    assertThat(row.token().attempt()).isEqualTo(2);
    assertThat(row.failure()).isEmpty();
    assertThat(row.finishedAt()).isEmpty();
    assertThat(farm.release(1_000)).hasSize(1);
    farm.report(farm.succeeded(job, 1));
    assertThat(farm.row(job).state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(farm.ledger.retry(MAIN, job)).isInstanceOf(RetryAnswer.NotRetriable.class);
  }
}
