package forja.chaos;

import forja.chaos.history.StruckFault;
import forja.chaos.plan.PlannedFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Lets every planned fault happen at its moment, or a little later if nothing is at work then;
 * several may overlap.
 */
final class FaultStriker implements AutoCloseable {
  /** Nothing may be at work for a while after a fault that strikes all. */
  private static final Duration AT_MOST_LATER = Duration.ofSeconds(4);

  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  private final DrillFarm farm;
  private final ProcessWatch watch;
  private final long began = System.nanoTime();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Future<StruckFault>> faults = new ArrayList<>();

  FaultStriker(DrillFarm farm, ProcessWatch watch) {
    this.farm = farm;
    this.watch = watch;
  }

  void begin(List<PlannedFault> plan) {
    plan.forEach(fault -> faults.add(threads.submit(() -> strike(fault))));
  }

  private StruckFault strike(PlannedFault fault) throws InterruptedException {
    Pause.of(fault.at().minus(Duration.ofNanos(System.nanoTime() - began)));
    for (long due = System.nanoTime();
        watch.workersAtWork().isEmpty() && System.nanoTime() - due < AT_MOST_LATER.toNanos(); ) {
      Pause.of(LOOK_EVERY);
    }
    return farm.strike(fault, watch.workersAtWork());
  }

  /** Returns when all are over. */
  List<StruckFault> await() throws InterruptedException {
    var struck = new ArrayList<StruckFault>();
    for (var fault : faults) {
      try {
        struck.add(fault.get());
      } catch (ExecutionException failed) {
        throw new AssertionError("a part of the farm did not come back", failed.getCause());
      }
    }
    return struck;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
