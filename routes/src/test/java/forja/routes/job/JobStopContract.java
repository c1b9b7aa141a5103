package forja.routes.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import forja.common.job.Failure;
import forja.common.job.JobExecutor;
import forja.common.job.JobReport;
import forja.common.job.JobSpec;
import forja.common.job.Outcome;
import forja.common.job.Progress;
import forja.common.job.Work;
import forja.routes.wiring.Abandoned;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.model.errorhandler.NoErrorHandlerDefinition;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.apache.camel.test.junit5.TestExecutionConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a job stops on its way through a route, and who may stop it. */
public abstract class JobStopContract<S extends JobSpec> extends CamelTestSupport {
  static final String JOBS = "direct:jobs";

  private final CountDownLatch never = new CountDownLatch(1);
  final SettableClock clock = new SettableClock();
  final RunningJobs running = new RunningJobs(clock);
  final Deliveries<S> deliveries = new Deliveries<>(clock);
  JobExecutor<S> executor = (_, _, _) -> Outcome.succeeded(Map.of());

  final AtomicBoolean isClean = new AtomicBoolean();

  protected abstract S aSpec();

  protected abstract Class<S> specType();

  protected abstract RoutesBuilder route(JobSteps<S> job);

  @Override
  public void configureTest(TestExecutionConfiguration configuration) {
    configuration.withUseAdviceWith(true);
  }

  @Override
  protected RoutesBuilder createRouteBuilder() {
    return route(
        new JobSteps<>(
            new JobExecutor<S>() {
              @Override
              public Outcome execute(Work work, S spec, Progress progress)
                  throws InterruptedException {
                return executor.execute(work, spec, progress);
              }

              @Override
              public boolean provesClean(Work work, S spec) {
                return isClean.get();
              }
            },
            specType(),
            running,
            deliveries,
            clock,
            new Redelivery(Duration.ofMillis(1), _ -> true)));
  }

  @BeforeEach
  void startTheRoute() throws Exception {
    context.getCamelContextExtension().setErrorHandlerFactory(new NoErrorHandlerDefinition());
    var routeId = aSpec().capability().id();
    AdviceWith.adviceWith(context, routeId, advice -> advice.replaceFromWith(JOBS));
    context.start();
  }

  Deliveries.Delivery deliver(int delivery) {
    return deliveries.deliver(context, JOBS, deliveries.json(aSpec()), delivery);
  }

  JobReport.Final endOf(Deliveries.Delivery delivered) {
    return (JobReport.Final) delivered.end();
  }

  Deliveries.Delivery deliverAndAwaitTheExecutor() {
    var entered = new CountDownLatch(1);
    executor =
        (_, _, _) -> {
          entered.countDown();
          return awaitForEver();
        };
    var delivered = deliver(1);
    await().until(() -> entered.getCount() == 0);
    return delivered;
  }

  Outcome awaitForEver() throws InterruptedException {
    never.await();
    return Outcome.succeeded(Map.of());
  }

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
  void waitsUntilAnOlderDeliveryOfTheJobHasLeft() {
    var first = deliverAndAwaitTheExecutor();
    var second = deliver(2);
    await().until(() -> second.thread().getState() == Thread.State.WAITING);
    executor = (work, _, _) -> Outcome.succeeded(Map.of("delivery", work.token().delivery()));
    assertThat(second.isOver()).isFalse();

    first.thread().interrupt();

    assertThat(first.end()).isEqualTo(new Abandoned());
    assertThat(second.end())
        .isInstanceOfSatisfying(
            JobReport.Succeeded.class,
            succeeded -> assertThat(succeeded.result()).isEqualTo(Map.of("delivery", 2)));
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

  Failure failureOf(Deliveries.Delivery delivered) {
    return ((JobReport.Failed) delivered.end()).failure();
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
