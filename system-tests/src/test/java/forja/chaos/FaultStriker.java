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

/** Lets every planned fault happen at its moment; several may overlap. */
final class FaultStriker implements AutoCloseable {
  private final DrillFarm farm;
  private final long began = System.nanoTime();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Future<StruckFault>> faults = new ArrayList<>();

  FaultStriker(DrillFarm farm) {
    this.farm = farm;
  }

  void begin(List<PlannedFault> plan) {
    plan.forEach(fault -> faults.add(threads.submit(() -> strike(fault))));
  }

  private StruckFault strike(PlannedFault fault) throws InterruptedException {
    Pause.of(fault.at().minus(Duration.ofNanos(System.nanoTime() - began)));
    return farm.strike(fault);
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
