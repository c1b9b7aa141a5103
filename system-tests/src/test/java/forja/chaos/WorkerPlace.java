package forja.chaos;

import forja.chaos.history.StruckFault;
import forja.chaos.plan.PlannedFault;
import forja.harness.BrokerLine;
import forja.harness.ProgramProcess;
import forja.harness.SplitFarm;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/** Where one worker after the other works; each has a name of its own, and all share one line. */
final class WorkerPlace implements AutoCloseable {
  /** Tells of a worker's process which worker that is; its children do not inherit it. */
  static final String WORKER_VARIABLE = "FORJA_DRILL_WORKER";

  private static final int SLOTS = 32;

  private final SplitFarm farm;
  private final DrillTerms terms;
  private final BrokerLine line;
  private final String place;
  private final Clock clock = Clock.systemUTC();
  private final ReentrantLock faults = new ReentrantLock();
  private volatile long quietSince = System.nanoTime();
  private final AtomicInteger halts = new AtomicInteger();
  private int generation;
  private volatile String name = "";
  private ProgramProcess worker;

  WorkerPlace(SplitFarm farm, DrillTerms terms, String place) {
    this.farm = farm;
    this.terms = terms;
    this.place = place;
    this.line = BrokerLine.to(farm.broker());
    this.worker = start();
  }

  private ProgramProcess start() {
    generation++;
    name = place + "-" + generation;
    return farm.startWorker(name, line.address(), environment(), options());
  }

  private Map<String, String> environment() {
    return Map.of(WORKER_VARIABLE, name, "JDK_JAVA_OPTIONS", terms.workerJvm());
  }

  private String[] options() {
    var words =
        new ArrayList<>(
            List.of(
                "--slots", Integer.toString(SLOTS),
                "--effects", effects(farm).toString(),
                "--time-to-live", terms.timeToLive().toString()));
    return words.toArray(String[]::new);
  }

  /** All workers write to the same targets. */
  static Path effects(SplitFarm farm) {
    return farm.folder().path().resolve("effects");
  }

  String name() {
    return name;
  }

  /** For how long no fault has had its way here; nothing while one does. */
  Duration quiet() {
    return faults.isLocked() ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - quietSince);
  }

  /** Returns when the fault is over, as far as it ends by itself. */
  StruckFault strike(PlannedFault fault) throws InterruptedException {
    faults.lockInterruptibly();
    try {
      revive();
      var victim = name;
      var from = clock.instant();
      var to =
          switch (fault.kind()) {
            case WORKER_KILLED -> kill();
            case WORKER_FROZEN -> freeze(fault.lasts());
            case CONNECTION_CUT -> cut();
            case CONNECTION_SILENT -> silence(fault.lasts());
            case API_KILLED, BROKER_KILLED, DATABASE_KILLED ->
                throw new IllegalArgumentException("no fault of a worker: " + fault);
          };
      return new StruckFault(fault.kind(), victim, from, to);
    } finally {
      quietSince = System.nanoTime();
      faults.unlock();
    }
  }

  /** As whoever watches over an operator's programs does: one that has ended is started again. */
  void watch() {
    if (faults.tryLock()) {
      try {
        revive();
      } finally {
        faults.unlock();
      }
    }
  }

  private void revive() {
    if (!worker.isAlive()) {
      halts.incrementAndGet();
      worker = start();
    }
  }

  /** How often a worker here has ended by itself. */
  int halts() {
    return halts.get();
  }

  private Instant kill() {
    worker.kill();
    var dead = clock.instant();
    worker = start();
    return dead;
  }

  private Instant freeze(Duration lasts) throws InterruptedException {
    worker.freeze();
    try {
      Pause.of(lasts);
      return clock.instant();
    } finally {
      worker.thaw();
    }
  }

  private Instant cut() {
    line.cut();
    return clock.instant();
  }

  private Instant silence(Duration lasts) throws InterruptedException {
    line.fallSilent();
    try {
      Pause.of(lasts);
      return clock.instant();
    } finally {
      line.speakAgain();
    }
  }

  @Override
  public void close() {
    line.close();
    worker.close();
  }
}
