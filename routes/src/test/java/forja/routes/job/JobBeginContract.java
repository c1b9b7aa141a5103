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
import java.util.List;
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

/** Whether and when a job begins on its way through a route. */
public abstract class JobBeginContract<S extends JobSpec> extends CamelTestSupport {
  static final String JOBS = "direct:jobs";

  final CountDownLatch never = new CountDownLatch(1);
  final SettableClock clock = new SettableClock();
  final RunningJobs running = new RunningJobs(clock);
  final Deliveries<S> deliveries = new Deliveries<>(clock);
  JobExecutor<S> executor = (_, _, _) -> Outcome.succeeded(Map.of());

  private Proof proof = () -> {};
  private final AtomicBoolean isClean = new AtomicBoolean(true);

  /** What happens while an executor looks whether all is clean. */
  @FunctionalInterface
  private interface Proof {
    void look() throws InterruptedException;
  }

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
              public boolean provesClean(Work work, S spec) throws InterruptedException {
                proof.look();
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

  Failure failureOf(Deliveries.Delivery delivered) {
    return ((JobReport.Failed) delivered.end()).failure();
  }

  @Test
  void doesNotBeginAJobWhoseDeadlineHasPassed() {
    var began = new AtomicBoolean();
    executor =
        (_, _, _) -> {
          began.set(true);
          return Outcome.succeeded(Map.of());
        };
    deliveries.deadline = clock.instant();

    assertThat(failureOf(deliver(1)).code()).isEqualTo("job.deadline");
    assertThat(began).isFalse();
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
  void leavesWorkThatWasDeliveredBeforeAloneUntilNothingIsLeftOfIt() {
    isClean.set(false);

    assertThat(failureOf(deliver(2)))
        .isEqualTo(
            new Failure(
                Failure.Kind.UNAVAILABLE,
                "forja.former-work-alive",
                "what an earlier delivery of this job has begun was not seen to stop, and may still run"));

    isClean.set(true);

    assertThat(deliver(2).end()).isInstanceOf(JobReport.Succeeded.class);
  }

  @Test
  void leavesALockInDoubtAloneUntilItIsProvenClean() {
    isClean.set(false);
    var begun = new AtomicBoolean();
    executor =
        (_, _, _) -> {
          begun.set(true);
          return Outcome.succeeded(Map.of());
        };
    var json = deliveries.json(aSpec(), List.of("db", "host:h1"));

    assertThat(failureOf(deliveries.deliver(context, JOBS, json, 1)))
        .isEqualTo(
            new Failure(
                Failure.Kind.UNAVAILABLE,
                "forja.lock-in-doubt",
                "what ran before under db, host:h1 was not seen to stop, and may still run"));
    assertThat(begun).isFalse();

    isClean.set(true);

    assertThat(deliveries.deliver(context, JOBS, json, 1).end())
        .isInstanceOf(JobReport.Succeeded.class);
  }

  @Test
  void saysWhenItsTimeWasOverBeforeItsWorkBegan() {
    isClean.set(false);
    proof =
        () -> {
          clock.pass(Deliveries.TIME_LIMIT.plusSeconds(1));
          running.stopOverdue();
          never.await();
        };

    assertThat(failureOf(deliver(2)).code()).isEqualTo("job.not-begun");
  }

  @Test
  void handsBackWithoutBeginningWhatWasDeliveredTooOften() {
    assertThat(deliver(5).end()).isInstanceOf(JobReport.Succeeded.class);
    int told = deliveries.told().size();

    assertThat(deliver(6).end()).isInstanceOf(JobReport.HandedBack.class);
    assertThat(deliveries.told()).hasSize(told);
  }
}
