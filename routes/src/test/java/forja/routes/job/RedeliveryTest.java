package forja.routes.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import forja.common.farm.Effect;
import forja.common.farm.FarmSpec;
import forja.common.farm.Ping;
import forja.common.job.Capability;
import forja.common.job.JobExecutor;
import forja.common.job.JobReport;
import forja.common.job.Kind;
import forja.common.job.Outcome;
import forja.routes.farm.FarmRoute;
import forja.routes.wiring.Fence;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A job that somebody had before waits until that one has stopped. */
class RedeliveryTest {
  private static final String JOBS = "direct:jobs";
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Redelivery OF_OUTSIDE_WORK =
      new Redelivery(PAUSE, spec -> spec instanceof Ping);

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
            new JobSteps<>(executor, FarmSpec.class, running, deliveries, clock, OF_OUTSIDE_WORK)));
    AdviceWith.adviceWith(camel, "farm", advice -> advice.replaceFromWith(JOBS));
    camel.start();
  }

  @AfterEach
  void stopTheRoute() {
    camel.stop();
  }

  @Test
  void waitsOnlyForOutsideWorkThatWasDeliveredBefore() {
    assertThat(OF_OUTSIDE_WORK.before(new Ping("x"), 2)).isEqualTo(PAUSE);
    assertThat(OF_OUTSIDE_WORK.before(new Ping("x"), 1)).isZero();
    assertThat(OF_OUTSIDE_WORK.before(Effect.at("x", Duration.ZERO), 2)).isZero();
  }

  @Test
  void waitsSevenTenthsOfTheTimeToLive() {
    assertThat(Redelivery.of(Fence.of(Duration.ofSeconds(10))).pause())
        .isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void countsOnlyWhatNoTargetRefusesAsOutside() {
    assertThat(kind(Kind.Reach.INSIDE).hasOutsideEffects()).isFalse();
    assertThat(kind(Kind.Reach.FENCED_TARGET).hasOutsideEffects()).isFalse();
    assertThat(kind(Kind.Reach.OUTSIDE).hasOutsideEffects()).isTrue();
    assertThat(Redelivery.of(Fence.of(Duration.ofSeconds(10))).before(anEffect(), 2))
        .isEqualTo(Duration.ofSeconds(7));
    assertThat(Redelivery.of(Fence.open(Duration.ofSeconds(10))).before(anEffect(), 2)).isZero();
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

  private static Effect anEffect() {
    return Effect.at("x", Duration.ZERO);
  }

  private static Kind kind(Kind.Reach reach) {
    return new Kind("x.y", Capability.FARM, Ping.class, reach);
  }
}
