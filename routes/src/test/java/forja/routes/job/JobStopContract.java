package forja.routes.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import forja.common.job.Failure;
import forja.common.job.JobReport;
import forja.common.job.JobSpec;
import forja.common.job.Outcome;
import forja.routes.wiring.Abandoned;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** How a job stops on its way through a route, and who may stop it. */
public abstract class JobStopContract<S extends JobSpec> extends JobBeginContract<S> {

  @Test
  void abandonsAJobWhoseThreadIsInterruptedForNoReason() {
    var delivered = deliverAndAwaitTheExecutor();

    delivered.thread().interrupt();

    assertThat(delivered.end()).isEqualTo(new Abandoned());
    assertThat(running.claims()).isEmpty();
  }

  @Test
  void claimsAJobAsLongAsItRuns() {
    var delivered = deliverAndAwaitTheExecutor();

    assertThat(running.claims()).containsExactly(deliveries.job());
    assertThat(running.busy(aSpec().capability())).isEqualTo(1);

    never.countDown();
    delivered.end();
    assertThat(running.claims()).isEmpty();
    assertThat(running.busy(aSpec().capability())).isZero();
  }

  @Test
  void reportsThatACancelledJobWasSeenToStop() {
    var delivered = deliverAndAwaitTheExecutor();

    assertThat(running.stop(deliveries.job(), StopReason.CANCEL)).isTrue();

    assertThat(delivered.end()).isInstanceOf(JobReport.Cancelled.class);
    assertThat(running.stop(deliveries.job(), StopReason.CANCEL)).isFalse();
  }

  @Test
  void leavesAnExecutorAloneThatIsStoppingAlready() throws Exception {
    var stopping = new CountDownLatch(1);
    var mayStop = new CountDownLatch(1);
    var stoppedCleanly = new AtomicBoolean();
    executor =
        (_, _, _) -> {
          try {
            never.await();
          } catch (InterruptedException told) {
            stopping.countDown();
            mayStop.await();
            stoppedCleanly.set(true);
            throw told;
          }
          return Outcome.succeeded(Map.of());
        };
    var delivered = deliver(1);
    await().until(() -> running.stop(deliveries.job(), StopReason.CANCEL));
    stopping.await();

    running.stop(deliveries.job(), StopReason.CANCEL);
    clock.pass(Duration.ofDays(1));
    running.stopOverdue();
    mayStop.countDown();

    assertThat(delivered.end()).isInstanceOf(JobReport.Cancelled.class);
    assertThat(stoppedCleanly).isTrue();
  }

  @Test
  void leavesAJobAloneUntilItsTimeLimitHasPassed() {
    var delivered = deliverAndAwaitTheExecutor();

    clock.pass(Deliveries.TIME_LIMIT);
    running.stopOverdue();
    running.stop(deliveries.job(), StopReason.CANCEL);

    assertThat(delivered.end()).isInstanceOf(JobReport.Cancelled.class);
  }

  @Test
  void stopsAJobThatIsPastItsTimeLimit() {
    var delivered = deliverAndAwaitTheExecutor();

    clock.pass(Deliveries.TIME_LIMIT.plusMillis(1));
    running.stopOverdue();
    running.stop(deliveries.job(), StopReason.CANCEL);

    assertThat(delivered.end())
        .isInstanceOfSatisfying(
            JobReport.Failed.class,
            failed ->
                assertThat(failed.failure())
                    .isEqualTo(
                        new Failure(
                            Failure.Kind.TIMED_OUT,
                            "job.too-slow",
                            "ran past its time limit of PT1M and was stopped")));
  }

  @Test
  void stopsAJobAtItsDeadline() {
    deliveries.deadline = clock.instant().plusSeconds(30);
    var delivered = deliverAndAwaitTheExecutor();

    clock.pass(Duration.ofSeconds(30));
    running.stopOverdue();

    assertThat(failureOf(delivered).kind()).isEqualTo(Failure.Kind.TIMED_OUT);
    assertThat(failureOf(delivered).code()).isEqualTo("job.deadline");
  }

  @Test
  void handsTheJobBackWhenTheWorkerShutsDown() {
    var delivered = deliverAndAwaitTheExecutor();

    running.shutDown();

    assertThat(delivered.end()).isInstanceOf(JobReport.HandedBack.class);
  }

  @Test
  void handsBackAtOnceWhatArrivesWhileTheWorkerShutsDown() {
    executor = (_, _, _) -> awaitForEver();
    running.shutDown();

    assertThat(deliver(1).end()).isInstanceOf(JobReport.HandedBack.class);
  }

  @Test
  void saysThatAStopWasNotProvenWhenTheExecutorSaysSo() throws Exception {
    executor =
        (_, _, _) -> {
          try {
            return awaitForEver();
          } catch (InterruptedException _) {
            return Outcome.failed(Failure.Kind.UNPROVEN, "x.alive", "process 7 still runs");
          }
        };
    var delivered = deliver(1);

    await().until(() -> running.stop(deliveries.job(), StopReason.CANCEL));

    assertThat(failureOf(delivered))
        .isEqualTo(new Failure(Failure.Kind.UNPROVEN, "x.alive", "process 7 still runs"));
  }

  @Test
  void countsTheLogOfAJobThatWasStopped() {
    executor =
        (_, _, progress) -> {
          progress.log("the only line");
          return awaitForEver();
        };
    var delivered = deliver(1);
    await().until(() -> !deliveries.log().isEmpty());

    running.stop(deliveries.job(), StopReason.CANCEL);

    assertThat(endOf(delivered).logChunks()).isEqualTo(1);
  }
}
