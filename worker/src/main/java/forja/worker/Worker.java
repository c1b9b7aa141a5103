package forja.worker;

import forja.common.farm.FarmSpec;
import forja.common.job.Capability;
import forja.common.job.Heartbeat;
import forja.common.job.WorkerState;
import forja.routes.control.ControlRoute;
import forja.routes.control.HeartbeatLoop;
import forja.routes.farm.FarmRoute;
import forja.routes.job.JobSteps;
import forja.routes.job.LogLoop;
import forja.routes.job.Redelivery;
import forja.routes.job.RunningJobs;
import forja.routes.program.CannotStart;
import forja.routes.secret.SealedRoute;
import forja.routes.secret.SecretPost;
import forja.routes.secret.SecretiveExecutor;
import forja.routes.wiring.Broker;
import forja.routes.wiring.Camel;
import forja.routes.wiring.Credential;
import forja.routes.wiring.Draining;
import forja.routes.wiring.Fence;
import forja.routes.wiring.ForjaComponent;
import forja.routes.wiring.WorkerPlace;
import forja.worker.farm.FarmExecutor;
import forja.worker.process.ChildProcesses;
import forja.worker.process.Drill;
import forja.worker.process.ProcTable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A worker at work: its routes, its heartbeat, its clockwork. */
public final class Worker implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Worker.class);
  private static final Duration LOOK_FOR_OVERDUE = Duration.ofMillis(50);

  private final WorkerConfig config;
  private final Clock clock;
  private final Fence fence;
  private final ChildProcesses children;
  private final Instant startedAt;
  private final RunningJobs running;
  private final Draining draining = new Draining();
  private final LogLoop logs;
  private final HeartbeatLoop heartbeat;
  private final SecretPost secrets;
  private final Thread clockwork =
      Thread.ofPlatform().name("clockwork").daemon().unstarted(this::keepTime);
  private final CamelContext camel;

  private Worker(WorkerConfig config, Credential credential, Clock clock, Fence fence) {
    var broker = new Broker(config.broker(), credential, config.timeToLive());
    this.config = config;
    this.clock = clock;
    this.fence = fence;
    this.children = new ChildProcesses(config.timeToLive(), new ProcTable(), config.drill());
    this.startedAt = clock.instant();
    this.running = new RunningJobs(clock);
    this.logs = new LogLoop(broker, config.name(), clock);
    this.heartbeat = new HeartbeatLoop(broker, this::describe);
    this.secrets = new SecretPost(broker, config.name(), clock);
    this.camel =
        Camel.start(
            context -> new ForjaComponent(context, broker, place(), fence),
            config.name(),
            routes());
  }

  public static Worker start(WorkerConfig config, Credential credential, Clock clock) {
    return start(config, credential, clock, config.fence());
  }

  /** With a fence of its own, where the process does more than work. */
  public static Worker start(WorkerConfig config, Credential credential, Clock clock, Fence fence) {
    requireOwn(config, credential);
    if (config.drill() != Drill.NONE) {
      log.warn("THIS IS A DRILL ({}): the promises about jobs do not hold", config.drill());
    }
    var worker = new Worker(config, credential, clock, fence);
    worker.logs.start();
    worker.heartbeat.start();
    worker.clockwork.start();
    log.info(
        "worker {} serves {} in {} with {} slots each",
        config.name(),
        config.capabilities(),
        config.pools(),
        config.slots());
    return worker;
  }

  /** The broker would refuse all that it says under another name. */
  private static void requireOwn(WorkerConfig config, Credential credential) {
    var owner = Credential.workerOf(credential.user()).orElse(config.name());
    if (!owner.equals(config.name())) {
      throw new CannotStart(
          "the credential is that of the worker %s, not of %s; each worker has its own: ./forja broker-user add worker %s"
              .formatted(owner, config.name(), config.name()));
    }
  }

  private void keepTime() {
    try {
      while (true) {
        stopOverdue();
        Thread.sleep(LOOK_FOR_OVERDUE);
      }
    } catch (InterruptedException _) {
      log.debug("worker {} keeps no time any more", config.name());
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

  private List<RoutesBuilder> routes() {
    var routes = new ArrayList<RoutesBuilder>();
    routes.add(new ControlRoute(config.name(), running, draining, heartbeat::beatNow));
    routes.add(new SealedRoute(config.name(), secrets::hear));
    config.capabilities().forEach(capability -> routes.add(route(capability)));
    return routes;
  }

  private RoutesBuilder route(Capability capability) {
    return switch (capability) {
      case FARM ->
          new FarmRoute(
              new JobSteps<>(
                  new SecretiveExecutor<>(
                      new FarmExecutor(config.effects(), clock, children, fence), secrets),
                  FarmSpec.class,
                  running,
                  logs,
                  clock,
                  Redelivery.of(fence)));
      case CUSTOMER -> throw new IllegalArgumentException("the api does such work itself");
    };
  }

  private WorkerPlace place() {
    return new WorkerPlace(
        config.name(),
        config.pools(),
        config.capabilities().stream()
            .collect(Collectors.toMap(Function.identity(), _ -> config.slots())),
        draining);
  }

  private Heartbeat describe() {
    var serving =
        config.capabilities().stream()
            .flatMap(capability ->
                config.pools().stream()
                    .map(pool ->
                        new Heartbeat.Serving(
                            capability, pool, config.slots(), running.busy(capability))))
            .toList();
    return new Heartbeat(
        config.name(),
        WorkerConfig.hostName(),
        ProcessHandle.current().pid(),
        startedAt,
        draining.isOn() ? WorkerState.DRAINING : WorkerState.ACTIVE,
        serving,
        List.copyOf(running.claims()));
  }

  /**
   * Takes nothing new, lets what runs end within the grace, and hands back the rest, so that
   * another worker takes it at once.
   */
  @Override
  public void close() {
    draining.set(true);
    heartbeat.beatNow();
    try {
      running.awaitEnds(config.grace());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    running.shutDown();
    camel.stop();
    clockwork.interrupt();
    heartbeat.close();
    secrets.close();
    logs.close();
  }
}
