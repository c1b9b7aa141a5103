package forja.bench.cpu;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** What one of our programs uses of the processors, by groups of its threads. */
final class JvmClock {
  private static final String ENDED = "threads that have ended";
  private final String program;
  private final long pid;
  private final Map<Long, Long> threadsBefore;
  private final long before;

  JvmClock(String program, long pid) {
    this.program = program;
    this.pid = pid;
    this.before = total();
    this.threadsBefore = Ticks.ofThreads(pid);
  }

  String program() {
    return program;
  }

  private long total() {
    return Ticks.ofProcess(pid).map(Ticks::own).orElse(0L);
  }

  /** Microseconds by group since the clock was made. */
  Reading read() {
    return new Reading(total() - before, Ticks.ofThreads(pid));
  }

  /** Ticks now; their names are asked for later, because asking costs time too. */
  final class Reading {
    private final long total;
    private final Map<Long, Long> threads;

    private Reading(long total, Map<Long, Long> threads) {
      this.total = total;
      this.threads = threads;
    }

    double micros() {
      return total * Ticks.MICROS;
    }

    Map<String, Double> microsByGroup() throws IOException, InterruptedException {
      var names = ThreadNames.of(pid);
      var micros = new TreeMap<String, Double>();
      long living = 0;
      for (var thread : threads.entrySet()) {
        long ticks = thread.getValue() - threadsBefore.getOrDefault(thread.getKey(), 0L);
        var group = ThreadGroups.of(names.getOrDefault(thread.getKey(), "java launcher"));
        living += ticks;
        micros.merge(group, ticks * Ticks.MICROS, Double::sum);
      }
      micros.put(ENDED, Math.max(0, total - living) * Ticks.MICROS);
      return micros;
    }
  }
}
