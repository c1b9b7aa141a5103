package forja.api.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import forja.common.job.Failure;
import forja.common.job.JobId;
import forja.common.job.JobReport;
import forja.common.job.JobState;
import forja.common.job.RetryPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a policy says, the ledger does. */
class RetryIT {
  private LedgerForTests farm;

  @BeforeEach
  void open() {
    farm = new LedgerForTests(RetryIT.class);
  }

  @AfterEach
  void close() {
    farm.close();
  }

  @Test
  void pausesLongerEachTimeUpToTheCeiling() {
    var second = Duration.ofSeconds(1);
    var retry = new RetryPolicy(6, second.multipliedBy(10), 3, second.multipliedBy(100), null);
    var job = released(retry);

    assertThat(farm.row(job).retry()).isEqualTo(retry);
    for (long planned : LongStream.of(10_000, 30_000, 90_000, 100_000, 100_000).toArray()) {
      farm.report(farm.failed(job, Failure.Kind.UNAVAILABLE));
      var pause = Duration.between(farm.clock.instant(), farm.row(job).dueAt().orElseThrow());
      assertThat(pause.toMillis()).isBetween(planned * 8 / 10, planned * 12 / 10);
      farm.clock.advance(pause.plusMillis(1));
      assertThat(farm.release(1)).hasSize(1);
    }
    farm.report(farm.failed(job, Failure.Kind.UNAVAILABLE));
    assertThat(farm.row(job).state()).isEqualTo(JobState.FAILED);
  }

  @ParameterizedTest
  @EnumSource(
      value = Failure.Kind.class,
      names = {"UNAVAILABLE", "TIMED_OUT", "WORK_FAILED", "LOST"})
  void triesAgainAfterTheFailuresThatThePolicyNamesAndNoOther(Failure.Kind named) {
    for (var kind : Failure.Kind.values()) {
      var job = released(on(Set.of(named)));

      farm.report(farm.failed(job, kind));

      assertThat(farm.row(job).state())
          .as("%s, when %s is tried again", kind, named)
          .isEqualTo(kind == named ? JobState.SCHEDULED : JobState.FAILED);
    }
  }

  @Test
  void neverTriesAgainWhereThatCannotHelpOrMayHarm() {
    var ends =
        List.of(Failure.Kind.REJECTED, Failure.Kind.CRASHED, Failure.Kind.UNPROVEN).stream()
            .map(kind -> {
              var job = releasedWithEveryBit();
              farm.report(farm.failed(job, kind));
              return farm.row(job).state();
            });
    assertThat(ends).containsOnly(JobState.FAILED);

    var job = releasedWithEveryBit();
    var now = farm.clock.instant();
    farm.report(new JobReport.Cancelled(job, farm.token(job, 1), now, now, 0));
    assertThat(farm.row(job).state()).isEqualTo(JobState.CANCELLED);

    var stopping = releasedWithEveryBit();
    farm.report(farm.started(stopping, 1));
    farm.ledger.cancel(LedgerForTests.MAIN, stopping);
    farm.report(farm.failed(stopping, Failure.Kind.UNAVAILABLE));
    assertThat(farm.row(stopping).state()).isEqualTo(JobState.FAILED);
  }

  @Test
  void triesOnlyOnceWhenThePolicyNamesNoFailure() {
    var job = released(on(Set.of()));

    farm.report(farm.failed(job, Failure.Kind.UNAVAILABLE));

    assertThat(farm.row(job).state()).isEqualTo(JobState.FAILED);
  }

  private static RetryPolicy on(Set<Failure.Kind> kinds) {
    return new RetryPolicy(3, null, null, null, kinds);
  }

  private JobId released(RetryPolicy retry) {
    var job = farm.accept(farm.retried(retry));
    farm.release(1_000);
    return job;
  }

  /** As if every failure could be named. */
  private JobId releasedWithEveryBit() {
    var job = released(RetryPolicy.DEFAULT);
    farm.execute("update job set retried_on = 127 where id = '" + job + "'");
    return job;
  }
}
