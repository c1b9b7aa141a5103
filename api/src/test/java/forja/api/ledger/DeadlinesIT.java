package forja.api.ledger;

import static forja.api.ledger.LedgerForTests.MAIN;
import static org.assertj.core.api.Assertions.assertThat;

import forja.common.job.Failure;
import forja.common.job.JobId;
import forja.common.job.JobState;
import forja.common.job.RetryPolicy;
import forja.common.wire.JobWire.ReleasedJob;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What no worker could take before its deadline has failed. */
class DeadlinesIT {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private LedgerForTests farm;
  private Deadlines deadlines;

  @BeforeEach
  void open() {
    farm = new LedgerForTests(DeadlinesIT.class);
    deadlines = new Deadlines(farm.database, farm.clock, farm.bell);
  }

  @AfterEach
  void close() {
    deadlines.close();
    farm.close();
  }

  @Test
  void endsAQueuedJobAtItsDeadlineAndNotBefore() {
    var job = due(RetryPolicy.DEFAULT);
    var deadline = farm.row(job).deadline();
    assertThat(deadlines.turn()).isEqualTo(new Deadlines.Look(0, deadline));
    assertThat(farm.row(job).state()).isEqualTo(JobState.QUEUED);

    farm.clock.advance(MINUTE);

    assertThat(deadlines.turn().ended()).isEqualTo(1);
    var failure = farm.row(job).failure().orElseThrow();
    assertThat(failure.kind()).isEqualTo(Failure.Kind.TIMED_OUT);
    assertThat(failure.code()).isEqualTo("job.deadline");
    assertThat(farm.row(job).finishedAt()).contains(farm.clock.instant());
    assertThat(farm.changes(job)).containsExactly("1 ACCEPTED QUEUED", "2 EXPIRED FAILED");
    assertThat(
            farm.reader
                .attemptsOf(LedgerForTests.MAIN, job)
                .getFirst()
                .end()
                .orElseThrow()
                .failure())
        .contains(failure);
    assertThat(farm.release(10)).isEmpty();
    assertThat(deadlines.turn().ended()).isZero();
  }

  @Test
  void leavesToItsWorkerWhatWasReleasedInTime() {
    var job = due(RetryPolicy.DEFAULT);
    var deadline = farm.row(job).deadline().orElseThrow();

    assertThat(farm.release(10)).extracting(ReleasedJob::deadline).containsExactly(deadline);
    farm.clock.advance(MINUTE);

    assertThat(deadlines.turn().ended()).isZero();
    assertThat(farm.row(job).state()).isEqualTo(JobState.RELEASED);
  }

  @Test
  void endsAPauseThatIsLongerThanTheDeadline() {
    var policy =
        new RetryPolicy(3, Duration.ofMinutes(10), null, null, Set.of(Failure.Kind.UNAVAILABLE));
    var job = due(policy);
    farm.release(10);
    farm.report(farm.failed(job, Failure.Kind.UNAVAILABLE));
    assertThat(farm.row(job).state()).isEqualTo(JobState.SCHEDULED);

    farm.clock.advance(MINUTE);
    deadlines.turn();

    assertThat(farm.row(job).state()).isEqualTo(JobState.FAILED);
    assertThat(farm.row(job).failure().orElseThrow().message())
        .endsWith("; the attempt before: as asked");
  }

  @Test
  void triesNothingAgainAfterItsDeadline() {
    var job = due(RetryPolicy.DEFAULT);
    farm.release(10);
    farm.report(farm.failed(job, Failure.Kind.REJECTED));
    assertThat(farm.ledger.retry(MAIN, job)).isInstanceOf(RetryAnswer.Done.class);
    farm.release(10);
    farm.report(farm.failed(job, Failure.Kind.REJECTED));

    farm.clock.advance(MINUTE);

    assertThat(farm.ledger.retry(MAIN, job)).isInstanceOf(RetryAnswer.NotRetriable.class);
  }

  @Test
  void neverEndsAJobThatADispatcherReleasesAtTheSameMoment() {
    var jobs = IntStream.range(0, 2_000).mapToObj(_ -> due(RetryPolicy.DEFAULT)).toList();
    farm.clock.advance(MINUTE);

    var releasing = CompletableFuture.supplyAsync(() -> farm.release(500), LedgerForTests.AT_ONCE);
    int ended = 0;
    for (int turn = 0; turn < 6; turn++) {
      ended += deadlines.turn().ended();
    }
    int released = releasing.join().size();
    ended += deadlines.turn().ended();

    assertThat(ended + released).isEqualTo(jobs.size());
    assertThat(farm.inFlight()).isEqualTo(released);
    assertThat(farm.query("select count(*) from ready")).containsExactly("0");
    assertThat(farm.query("select count(*) from job where state = 7"))
        .containsExactly(String.valueOf(ended));
  }

  private JobId due(RetryPolicy retry) {
    return farm.accept(farm.due(farm.clock.instant().plus(MINUTE), retry));
  }
}
