package forja.routes.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import forja.common.farm.Effect;
import forja.common.farm.FarmSpec;
import forja.common.farm.Ping;
import forja.common.job.Capability;
import forja.common.job.Job;
import forja.common.job.JobExecutor;
import forja.common.job.JobIds;
import forja.common.job.JobReport;
import forja.common.job.Kind;
import forja.common.job.Outcome;
import forja.common.job.Token;
import forja.routes.farm.FarmRoute;
import forja.routes.wiring.Fence;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A job that somebody had before waits until that one has stopped. */
class RedeliveryTest {
  private static final String JOBS = "direct:jobs";
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

  private final AtomicLong now = new AtomicLong();
  private final Redelivery outsideWork =
      new Redelivery(PAUSE, spec -> spec instanceof Ping, now::get);
  private final SettableClock clock = new SettableClock();
  private final RunningJobs running = new RunningJobs(clock);
  private final Deliveries<FarmSpec> deliveries = new Deliveries<>(clock);
  private final AtomicInteger executed = new AtomicInteger();
  private final JobExecutor<FarmSpec> executor =
      (_, _, _) -> {
        executed.incrementAndGet();
        return Outcome.succeeded(Map.of());
      };
  private final DefaultCamelContext camel = new DefaultCamelContext();

  @BeforeEach
  void startTheRoute() throws Exception {
    camel.addRoutes(
        new FarmRoute(
            new JobSteps<>(executor, FarmSpec.class, running, deliveries, clock, outsideWork)));
    AdviceWith.adviceWith(camel, "farm", advice -> advice.replaceFromWith(JOBS));
    camel.start();
  }

  @AfterEach
  void stopTheRoute() {
    camel.stop();
  }

  @Test
  void waitsOnlyForOutsideWorkThatWasDeliveredBefore() {
    assertThat(outsideWork.before(job(new Ping("x")), token(2))).isEqualTo(PAUSE);
    assertThat(outsideWork.before(job(new Ping("x")), token(1))).isZero();
    assertThat(outsideWork.before(job(anEffect()), token(2))).isZero();
  }

  @Test
  void doesNotWaitForWhatThisWorkerHadItself() {
    var job = job(new Ping("x"));

    assertThat(outsideWork.before(job, token(1))).isZero();
    assertThat(outsideWork.before(job, token(2))).isZero();
    assertThat(outsideWork.before(job, token(3))).isZero();
  }

  @Test
  void waitsForTheRestOfTheTimeWhenItsWaitHereWasCutShort() {
    var job = job(new Ping("x"));
    assertThat(outsideWork.before(job, token(2))).isEqualTo(PAUSE);

    now.addAndGet(PAUSE.toNanos() / 5);

    assertThat(outsideWork.before(job, token(3))).isEqualTo(PAUSE.multipliedBy(4).dividedBy(5));

    now.addAndGet(PAUSE.toNanos());

    assertThat(outsideWork.before(job, token(4))).isZero();
  }

  @Test
  void waitsInFullWhenAnotherWorkerMayHaveHadItInBetween() {
    var job = job(new Ping("x"));
    outsideWork.before(job, token(1));

    assertThat(outsideWork.before(job, token(3))).isEqualTo(PAUSE);
    assertThat(outsideWork.before(job, new Token(1, 3, 4))).isEqualTo(PAUSE);
    assertThat(outsideWork.before(job, new Token(2, 3, 5))).isEqualTo(PAUSE);
    assertThat(outsideWork.before(job(new Ping("x")), new Token(2, 3, 6))).isEqualTo(PAUSE);
  }

  @Test
  void waitsInFullForWhatHasLongBeenForgotten() {
    var job = job(new Ping("x"));
    outsideWork.before(job, token(1));
    for (int others = 0; others < OwnDeliveries.MOST_REMEMBERED; others++) {
      outsideWork.before(job(new Ping("x")), token(1));
    }

    assertThat(outsideWork.before(job, token(2))).isEqualTo(PAUSE);
  }

  @Test
  void waitsSevenTenthsOfTheTimeToLive() {
    assertThat(Redelivery.of(Fence.of(TEN_SECONDS)).before(job(anEffect()), token(2)))
        .isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void countsOnlyWhatNoTargetRefusesAsOutside() {
    assertThat(kind(Kind.Reach.INSIDE).hasOutsideEffects()).isFalse();
    assertThat(kind(Kind.Reach.FENCED_TARGET).hasOutsideEffects()).isFalse();
    assertThat(kind(Kind.Reach.OUTSIDE).hasOutsideEffects()).isTrue();
    assertThat(Redelivery.of(Fence.open(TEN_SECONDS)).before(job(anEffect()), token(2))).isZero();
  }

  @Test
  void isClaimedWhileItWaitsAndEndsAsToldWhenTheWaitIsOver() {
    var arrived = System.nanoTime();
    var delivered = deliveries.deliver(camel, JOBS, deliveries.json(new Ping("hello")), 2);
    await().until(() -> running.claims().contains(deliveries.job()));

    running.stop(deliveries.job(), StopReason.CANCEL);

    assertThat(delivered.end()).isInstanceOf(JobReport.Cancelled.class);
    assertThat(System.nanoTime() - arrived).isGreaterThanOrEqualTo(PAUSE.toNanos());
    assertThat(executed).hasValue(0);
  }

  @Test
  void waitsAlsoBeforeItIsHandedBackUnbegun() {
    var arrived = System.nanoTime();

    var delivered = deliveries.deliver(camel, JOBS, deliveries.json(new Ping("hello")), 6);

    assertThat(delivered.end()).isInstanceOf(JobReport.HandedBack.class);
    assertThat(System.nanoTime() - arrived).isGreaterThanOrEqualTo(PAUSE.toNanos());
    assertThat(executed).hasValue(0);
  }

  @Test
  void beginsAtOnceWhenItWasNeverDelivered() {
    var delivered = deliveries.deliver(camel, JOBS, deliveries.json(new Ping("hello")), 1);

    assertThat(delivered.end()).isInstanceOf(JobReport.Succeeded.class);
    assertThat(executed).hasValue(1);
  }

  private Job job(FarmSpec spec) {
    var id = new JobIds(clock).next();
    return new Job(
        id,
        "main",
        1,
        2,
        Deliveries.TIME_LIMIT,
        Optional.empty(),
        spec,
        List.of(),
        Optional.empty());
  }

  private static Token token(int delivery) {
    return new Token(1, 2, delivery);
  }

  private static Effect anEffect() {
    return Effect.at("x", Duration.ZERO);
  }

  private static Kind kind(Kind.Reach reach) {
    return new Kind("x.y", Capability.FARM, Ping.class, reach);
  }
}
