package forja.api.customer;

import forja.common.customer.CustomerSpec;
import forja.common.job.Capability;
import forja.common.job.Heartbeat;
import forja.common.job.JobRequest;
import forja.common.job.WorkerState;
import forja.routes.control.ControlRoute;
import forja.routes.control.HeartbeatLoop;
import forja.routes.customer.CustomerRoute;
import forja.routes.job.JobSteps;
import forja.routes.job.LogLoop;
import forja.routes.job.Redelivery;
import forja.routes.job.RunningJobs;
import forja.routes.wiring.Broker;
import forja.routes.wiring.Camel;
import forja.routes.wiring.Draining;
import forja.routes.wiring.Fence;
import forja.routes.wiring.ForjaComponent;
import forja.routes.wiring.WorkerPlace;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does, inside an api process, the jobs that nobody but an api can do; with the queue, the reports
 * and the heartbeat of any worker.
 */
public final class ApiWorker implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ApiWorker.class);
  private static final int SLOTS = 2;
  private static final List<String> POOLS = List.of(JobRequest.DEFAULT_POOL);
  private static final Duration LOOK_FOR_OVERDUE = Duration.ofMillis(50);
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final String name =
      "api-" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
  private final Draining draining = new Draining();
  private final RunningJobs running;
  private final Instant startedAt;
  private final LogLoop logs;
  private final HeartbeatLoop heartbeat;
  private final Thread clockwork =
      Thread.ofPlatform().name("clockwork-of-api").daemon().unstarted(this::keepTime);
  private final CamelContext camel;

  private ApiWorker(Broker broker, CustomerExecutor executor, Clock clock) {
    this.running = new RunningJobs(clock);
    this.startedAt = clock.instant();
    this.logs = new LogLoop(broker, name, clock);
    this.heartbeat = new HeartbeatLoop(broker, this::describe);
    var fence = fence(broker);
    var steps =
        new JobSteps<>(executor, CustomerSpec.class, running, logs, clock, Redelivery.of(fence));
    this.camel =
        Camel.start(
            context -> new ForjaComponent(context, broker, place(), fence),
            name,
            List.of(
                new ControlRoute(name, running, draining, heartbeat::beatNow),
                new CustomerRoute(steps)));
  }

  public static ApiWorker start(Broker broker, CustomerExecutor executor, Clock clock) {
    var worker = new ApiWorker(broker, executor, clock);
    worker.logs.start();
    worker.heartbeat.start();
    worker.clockwork.start();
    return worker;
  }

  /** An api that cannot stop such a job does no harm by it, and has other things to do. */
  private static Fence fence(Broker broker) {
    return Fence.of(broker.timeToLive())
        .halting(reason -> log.error("a job of the api is out of hand: {}", reason));
  }

  private WorkerPlace place() {
    return new WorkerPlace(name, POOLS, Map.of(Capability.CUSTOMER, SLOTS), draining);
  }

  private void keepTime() {
    try {
      while (true) {
        stopOverdue();
        Thread.sleep(LOOK_FOR_OVERDUE);
      }
    } catch (InterruptedException _) {
      log.debug("{} keeps no time any more", name);
    }
  }

  /** Without it no time limit would hold any more. */
  private void stopOverdue() {
    try {
      running.stopOverdue();
    } catch (RuntimeException bug) {
      log.error("jobs past their time were not stopped; the clock goes on", bug);
    }
  }

  private Heartbeat describe() {
    var serving =
        POOLS.stream()
            .map(pool ->
                new Heartbeat.Serving(
                    Capability.CUSTOMER, pool, SLOTS, running.busy(Capability.CUSTOMER)))
            .toList();
    return new Heartbeat(
        name,
        "",
        ProcessHandle.current().pid(),
        startedAt,
        draining.isOn() ? WorkerState.DRAINING : WorkerState.ACTIVE,
        serving,
        List.copyOf(running.claims()));
  }

  /** Hands back what it has not ended within a moment, so that another api takes it at once. */
  @Override
  public void close() {
    draining.set(true);
    heartbeat.beatNow();
    try {
      running.awaitEnds(GRACE);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    running.shutDown();
    camel.stop();
    clockwork.interrupt();
    heartbeat.close();
    logs.close();
  }
}
