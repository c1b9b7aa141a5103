package forja.chaos;

import forja.chaos.history.StruckFault;
import forja.chaos.plan.PlannedFault;
import forja.harness.Deadline;
import forja.harness.FarmClient;
import forja.harness.ProgramProcess;
import forja.harness.SplitFarm;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/** Two apis, four workers, broker and database, each a process that can be struck. */
final class DrillFarm implements AutoCloseable {
  private static final List<String> APIS = List.of("left", "right");
  private static final int WORKERS = 4;
  private static final Duration WATCH_EVERY = Duration.ofMillis(500);

  private final SplitFarm farm;
  private final List<WorkerPlace> workers;
  private final Map<String, FarmClient> clients = new ConcurrentHashMap<>();
  private final Map<String, ProgramProcess> apis = new ConcurrentHashMap<>();
  private final ReentrantLock broker = new ReentrantLock();
  private final ReentrantLock database = new ReentrantLock();
  private final ReentrantLock api = new ReentrantLock();
  private final Clock clock = Clock.systemUTC();
  private final Thread watchman = Thread.ofVirtual().unstarted(this::watch);

  private DrillFarm(SplitFarm farm, DrillTerms terms) {
    this.farm = farm;
    this.workers =
        IntStream.rangeClosed(1, WORKERS)
            .mapToObj(number -> new WorkerPlace(farm, terms, "w" + number))
            .toList();
  }

  static DrillFarm open(DrillTerms terms) {
    var split = SplitFarm.on(new SplitFarm.Terms(terms.apiOptions(), terms.environment()));
    // Guards against an interrupted run that leaves programs behind; closing twice does no harm.
    Runtime.getRuntime().addShutdownHook(new Thread(split::close, "close the farm"));
    try {
      split.open();
      var farm = new DrillFarm(split, terms);
      APIS.forEach(farm::launchApi);
      APIS.forEach(farm::awaitApi);
      farm.workers.forEach(place -> split.awaitWorker(place.name()));
      farm.watchman.start();
      return farm;
    } catch (RuntimeException | Error failed) {
      var told = new AssertionError("the farm does not start: " + split.lastWords(), failed);
      split.close();
      throw told;
    }
  }

  private void launchApi(String name) {
    apis.put(name, farm.launchApi(name));
  }

  private void awaitApi(String name) {
    farm.awaitApi(name, apis.get(name));
    clients.put(name, farm.client(name));
  }

  /** The api of this number, modulo what there is; it may be away. */
  FarmClient client(int number) {
    return clients.get(APIS.get(number % APIS.size()));
  }

  void setPermits(String lock, int permits) {
    var body = "{\"permits\":%d}".formatted(permits).getBytes(StandardCharsets.UTF_8);
    var answer = client(0).send("PUT", "/limits/lock/" + lock, "application/json", body);
    if (answer.statusCode() >= 300) {
      throw new AssertionError("no permits for " + lock + ": " + answer.body());
    }
  }

  SplitFarm parts() {
    return farm;
  }

  /** Returns when the fault is over and whatever was killed is back. */
  StruckFault strike(PlannedFault fault, Set<String> atWork) throws InterruptedException {
    return switch (fault.kind()) {
      case WORKER_KILLED, WORKER_FROZEN, CONNECTION_CUT, CONNECTION_SILENT ->
          victim(fault, atWork).strike(fault);
      case API_KILLED -> strike(fault, api, () -> killApi(APIS.get(fault.victim() % APIS.size())));
      case BROKER_KILLED -> strike(fault, broker, this::killBroker);
      case DATABASE_KILLED -> strike(fault, database, this::killDatabase);
    };
  }

  /** The planned one, or else the next that is at work and under no other fault. */
  private WorkerPlace victim(PlannedFault fault, Set<String> atWork) {
    return IntStream.range(fault.victim(), fault.victim() + WORKERS)
        .mapToObj(number -> workers.get(number % WORKERS))
        .filter(worker -> worker.quiet().isPositive() && atWork.contains(worker.name()))
        .findFirst()
        .orElseGet(() -> Collections.max(workers, Comparator.comparing(WorkerPlace::quiet)));
  }

  private StruckFault strike(PlannedFault fault, ReentrantLock part, Runnable blow)
      throws InterruptedException {
    part.lockInterruptibly();
    try {
      var from = clock.instant();
      blow.run();
      return new StruckFault(fault.kind(), "", from, clock.instant());
    } finally {
      part.unlock();
    }
  }

  private void killApi(String name) {
    apis.get(name).kill();
    restartApi(name);
  }

  /** One that finds no database at its start ends, and its operator's watchman tries again. */
  private void restartApi(String name) {
    Deadline.until(
        "api " + name + " being up",
        () -> {
          launchApi(name);
          return comesUp(name);
        });
  }

  private boolean comesUp(String name) {
    try {
      awaitApi(name);
      return true;
    } catch (AssertionError ended) {
      return false;
    }
  }

  private void killBroker() {
    farm.killBroker();
    farm.restartBroker();
  }

  private void killDatabase() {
    farm.killDatabase();
    farm.restartDatabase();
  }

  /** Starts again whatever worker has given up by itself, as an operator's watchman does. */
  private void watch() {
    try {
      while (true) {
        workers.forEach(WorkerPlace::watch);
        Pause.of(WATCH_EVERY);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  int halts() {
    return workers.stream().mapToInt(WorkerPlace::halts).sum();
  }

  @Override
  public void close() {
    watchman.interrupt();
    workers.forEach(WorkerPlace::close);
    farm.close();
  }
}
