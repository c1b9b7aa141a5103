package forja.bench;

import forja.bench.cpu.CpuMeter;
import forja.bench.figure.Path;
import forja.bench.load.Load;
import forja.bench.profile.Profile;

/** Measures the engine on one way in: warm-up, a quiet moment, the measured jobs, the check. */
record PathBench(EngineSize size, LedgerWatch ledger, CpuMeter meter, Profile profile) {
  private static final double LEAST_MICROS = 0.2;
  private static final double NANOS = 1e9;
  private static final int WARM_UP_UNITS = 20;

  /** So many jobs, and how many of them a second. */
  private record Warm(int jobs, double perSecond) {}

  /** Closes the load. */
  Path measure(String name, Load load, int wanted) throws Exception {
    try (load) {
      var warm = warmUp(name, load);
      int jobs = size.jobs(wanted, warm.perSecond, load.unit());
      EngineBench.say("%s: measuring %,d jobs".formatted(name, jobs));
      return measured(name, load, jobs, warm);
    }
  }

  private Warm warmUp(String name, Load load) throws Exception {
    EngineBench.say("%s: warming up for %d s".formatted(name, size.warmUp().toSeconds()));
    int portion = load.unit() * (load.unit() < 1000 ? WARM_UP_UNITS : 1);
    long began = System.nanoTime();
    int jobs = 0;
    while (System.nanoTime() - began < size.warmUp().toNanos()) {
      var mark = ledger.mark();
      load.send(portion);
      ledger.awaitEnds(mark, portion);
      jobs += portion;
    }
    return new Warm(jobs, jobs * NANOS / (System.nanoTime() - began));
  }

  private Path measured(String name, Load load, int jobs, Warm warm) throws Exception {
    ledger.awaitQuiet();
    var mark = ledger.mark();
    var recording = profile.start(name.substring(0, name.indexOf(':')));
    var counting = meter.start();
    long began = System.nanoTime();
    load.send(jobs);
    long accepted = System.nanoTime();
    ledger.awaitEnds(mark, jobs);
    long ended = System.nanoTime();
    var cpu = counting.stop();
    recording.stop();
    ledger.check(mark, jobs);
    return new Path(
        name,
        jobs,
        warm.jobs,
        warm.perSecond,
        jobs * NANOS / (accepted - began),
        jobs * NANOS / (ended - began),
        cpu.machine() / jobs,
        cpu.others() / jobs,
        cpu.perJob(jobs, LEAST_MICROS));
  }
}
