package forja.routes.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import forja.common.job.Failure;
import forja.common.job.JobExecutor;
import forja.common.job.JobReport;
import forja.common.job.JobSpec;
import forja.common.job.Outcome;
import forja.common.job.Token;
import forja.common.wire.Wire;
import forja.routes.wiring.Abandoned;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.model.errorhandler.NoErrorHandlerDefinition;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.apache.camel.test.junit5.TestExecutionConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every capability's route must do, whatever the work is. */
public abstract class JobRouteContract<S extends JobSpec> extends CamelTestSupport {
  private static final String JOBS = "direct:jobs";

  private final CountDownLatch never = new CountDownLatch(1);
  private final SettableClock clock = new SettableClock();
  private final RunningJobs running = new RunningJobs(clock);
  private final Deliveries<S> deliveries = new Deliveries<>(clock);
  private JobExecutor<S> executor = (_, _, _) -> Outcome.succeeded(Map.of());

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
            (work, spec, progress) -> executor.execute(work, spec, progress),
            specType(),
            running,
            deliveries,
            clock));
  }

  @BeforeEach
  void startTheRoute() throws Exception {
    context.getCamelContextExtension().setErrorHandlerFactory(new NoErrorHandlerDefinition());
    var routeId = aSpec().capability().id();
    AdviceWith.adviceWith(context, routeId, advice -> advice.replaceFromWith(JOBS));
    context.start();
  }

  private Deliveries.Delivery deliver(int delivery) {
    return deliveries.deliver(context, JOBS, deliveries.json(aSpec()), delivery);
  }

  private JobReport.Final endOf(Deliveries.Delivery delivered) {
    return (JobReport.Final) delivered.end();
  }

  @Test
  void announcesTheStartBeforeTheWorkBegins() {
    var toldBefore = new AtomicInteger();
    executor =
        (_, _, _) -> {
          toldBefore.set(deliveries.told().size());
          return Outcome.succeeded(Map.of());
        };

    deliver(3).end();

    assertThat(toldBefore).hasValue(1);
    assertThat(deliveries.told())
        .containsExactly(
            new JobReport.Started(deliveries.job(), new Token(1, 2, 3), clock.instant()));
  }

  @Test
  void reportsWhatCameOfTheWork() {
    var begin = clock.instant();
    executor =
        (_, _, _) -> {
          clock.pass(Duration.ofSeconds(5));
          return Outcome.succeeded(Map.of("answer", 42));
        };

    assertThat(deliver(1).end())
        .isEqualTo(
            new JobReport.Succeeded(
                deliveries.job(),
                new Token(1, 2, 1),
                begin,
                begin.plusSeconds(5),
                0,
                Map.of("answer", 42)));
  }

  @Test
  void givesTheExecutorTheSpecAndTheToken() {
    executor =
        (work, spec, _) -> {
          assertThat(work.id()).isEqualTo(deliveries.job());
          assertThat(work.customer()).isEqualTo("main");
          assertThat(work.token()).isEqualTo(new Token(1, 2, 4));
          assertThat(spec).isEqualTo(aSpec());
          return Outcome.succeeded(Map.of());
        };

    assertThat(deliver(4).end()).isInstanceOf(JobReport.Succeeded.class);
  }

  @ParameterizedTest
  @EnumSource
  void reportsAFailureAsItIs(Failure.Kind kind) {
    executor = (_, _, _) -> Outcome.failed(kind, "x.y", "refused");

    assertThat(deliver(1).end())
        .isInstanceOfSatisfying(
            JobReport.Failed.class,
            failed -> assertThat(failed.failure()).isEqualTo(new Failure(kind, "x.y", "refused")));
  }

  @Test
  void reportsACrashInsteadOfRetryingIt() {
    executor =
        (_, _, _) -> {
          throw new IllegalStateException("a bug");
        };

    assertCrashed("java.lang.IllegalStateException: a bug");
  }

  @Test
  void reportsAnErrorOfTheMachineAsACrashToo() {
    executor =
        (_, _, _) -> {
          throw new StackOverflowError("too deep");
        };

    assertCrashed("java.lang.StackOverflowError: too deep");
  }

  private void assertCrashed(String message) {
    assertThat(deliver(1).end())
        .isInstanceOfSatisfying(
            JobReport.Failed.class,
            failed ->
                assertThat(failed.failure())
                    .isEqualTo(new Failure(Failure.Kind.CRASHED, "forja.crashed", message)));
    assertThat(running.claims()).isEmpty();
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
    await().until(() -> deliveries.told().size() == 2);
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
  void saysInTheEndHowManyChunksTheLogHas() {
    executor =
        (_, _, progress) -> {
          progress.log("a".repeat(40_000));
          return Outcome.succeeded(Map.of());
        };

    var end = endOf(deliver(1));

    assertThat(end.logChunks()).isEqualTo(4);
    assertThat(deliveries.log().take(100)).hasSize(4);
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

  @Test
  void tellsHowFarTheWorkIs() {
    executor =
        (_, _, progress) -> {
          progress.reached(-5, "begun");
          progress.reached(140, "a\0" + "é".repeat(1_000));
          return Outcome.succeeded(Map.of());
        };

    deliver(1).end();

    assertThat(deliveries.told().stream().filter(JobReport.Progressed.class::isInstance))
        .map(JobReport.Progressed.class::cast)
        .extracting(JobReport.Progressed::number, JobReport.Progressed::percent, p -> p.message())
        .containsExactly(tuple(1, 0, "begun"), tuple(2, 100, "a\uFFFD" + "é".repeat(498)));
  }

  @Test
  void letsTheConsumerKnowWhatCannotBeRead() {
    var delivered = deliveries.deliver(context, JOBS, "{\"no\":\"job\"}".getBytes(UTF_8), 1);

    assertThat(delivered.exception()).isInstanceOf(Wire.Unreadable.class);
    assertThat(deliveries.told()).isEqualTo(List.of());
  }

  private Deliveries.Delivery deliverAndAwaitTheExecutor() {
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

  private Outcome awaitForEver() throws InterruptedException {
    never.await();
    return Outcome.succeeded(Map.of());
  }
}
