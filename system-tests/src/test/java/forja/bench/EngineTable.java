package forja.bench;

import forja.bench.figure.EngineFigures;
import forja.bench.figure.Latency;
import forja.bench.figure.Path;
import java.util.Map;

/** The figures as text, for people. */
final class EngineTable {
  private final EngineFigures figures;
  private final StringBuilder text = new StringBuilder();

  EngineTable(EngineFigures figures) {
    this.figures = figures;
  }

  String text() {
    var here = figures.surroundings();
    line("%d processors, Java %s, %s".formatted(here.processors(), here.java(), here.system()));
    line(
        "load average before %s, after %s"
            .formatted(here.loadAverage(), figures.loadAverageAfterwards()));
    line("broker, database, api and worker are processes of their own; fsync is on everywhere");
    rawLimits();
    paths();
    idle();
    starts();
    figures.paths().forEach(this::cpu);
    floors();
    return text.toString();
  }

  private void rawLimits() {
    head("Raw limits, each alone", "per second");
    figures
        .raw()
        .byName()
        .forEach((what, perSecond) -> line("  %-62s %,12.0f".formatted(what, perSecond)));
    var disk = figures.raw().disk();
    line("  %-62s p50 %.2f, p99 %.2f ms".formatted("disk, " + disk.what(), disk.p50(), disk.p99()));
  }

  private void paths() {
    head("Engine, no-op jobs from the first byte to the last end committed", "jobs/s");
    for (var path : figures.paths()) {
      line("  %-62s %,12.0f".formatted(path.name(), path.perSecond()));
      line(
          "      %,d jobs, accepted at %,.0f/s, after a warm-up of %,d (at %,.0f/s)"
              .formatted(
                  path.jobs(),
                  path.acceptedPerSecond(),
                  path.warmUpJobs(),
                  path.warmUpPerSecond()));
      line(
          "      %.0f%% of the slowest raw stage that shares commits, %.1f times the one that does not"
              .formatted(
                  100 * path.perSecond() / figures.raw().slowestShared(),
                  path.perSecond() / figures.raw().slowestSingle()));
    }
  }

  private void idle() {
    if (figures.idle().isEmpty()) {
      return;
    }
    head("Idle, one job at a time, ms", "p50 / p95 / p99 / longest");
    figures.idle().forEach(latency -> line("  %-55s %s".formatted(latency.what(), words(latency))));
  }

  private static String words(Latency latency) {
    return "%.2f / %.2f / %.2f / %.2f (n=%d)"
        .formatted(latency.p50(), latency.p95(), latency.p99(), latency.longest(), latency.times());
  }

  private void starts() {
    head("Start, from spawn to ready", "ms, resident MB, and of its PostgreSQL; MB after the run");
    for (var start : figures.starts()) {
      var after = figures.residentAfterwards().get(start.program());
      line(
          "  %-30s %8.0f ms %8.0f MB %+8.0f MB %s"
              .formatted(
                  start.program(),
                  start.toReady(),
                  start.resident(),
                  start.database(),
                  after == null ? "" : "%8.0f MB".formatted(after)));
    }
  }

  private void cpu(Path path) {
    head("CPU, " + path.name(), "µs a job");
    line("  %-62s %12.1f".formatted("whole machine", path.machineMicros()));
    path.micros().forEach(this::cpuOf);
    line("  %-62s %12.1f".formatted("everything else on this machine", path.otherMicros()));
  }

  private void cpuOf(String program, Map<String, Double> groups) {
    groups.forEach((group, micros) ->
        line("  %-62s %12.1f".formatted("all".equals(group) ? program : "    " + group, micros)));
  }

  private void floors() {
    head("Promised for 2 processors", "promised, found");
    for (var floor : figures.floors()) {
      line(
          "  %-40s %,10.0f %,12.1f  %s"
              .formatted(
                  floor.what(), floor.promised(), floor.found(), floor.met() ? "met" : "NOT MET"));
    }
    line(figures.allFloorsMet() ? "All floors are met." : "Not all floors are met.");
  }

  private void head(String left, String right) {
    line("");
    line(left + ": " + right);
  }

  private void line(String words) {
    text.append(words).append('\n');
  }
}
