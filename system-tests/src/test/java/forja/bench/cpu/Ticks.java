package forja.bench.cpu;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** CPU time as the kernel counts it, in ticks of a hundredth of a second. */
record Ticks(long own, long endedChildren) {
  static final double MICROS = 10_000;
  private static final Path PROC = Path.of("/proc");

  /** Of a process with all threads it ever had; empty when it is gone. */
  static Optional<Ticks> ofProcess(long pid) {
    return read(PROC.resolve(pid + "/stat"));
  }

  /** Of each thread that lives. */
  static Map<Long, Long> ofThreads(long pid) {
    var ticks = new HashMap<Long, Long>();
    try (var threads = Files.list(PROC.resolve(pid + "/task"))) {
      threads.forEach(thread ->
          read(thread.resolve("stat"))
              .ifPresent(
                  stat -> ticks.put(Long.valueOf(thread.getFileName().toString()), stat.own())));
    } catch (IOException | UncheckedIOException gone) {
      return ticks;
    }
    return ticks;
  }

  /** Of all processors, without the time they were idle. */
  static long ofMachine() {
    try (var lines = Files.lines(PROC.resolve("stat"))) {
      var words = List.of(lines.findFirst().orElseThrow().split("\\s+"));
      // user, nice, system, then idle and iowait, then irq, softirq, steal
      return Stream.of(1, 2, 3, 6, 7, 8).mapToLong(i -> Long.parseLong(words.get(i))).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Ticks> read(Path stat) {
    try {
      var text = Files.readString(stat);
      // The name, in parentheses, may hold spaces; utime is the twelfth word after it.
      var words = text.substring(text.lastIndexOf(')') + 2).split(" ");
      return Optional.of(new Ticks(sum(words, 11), sum(words, 13)));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  private static long sum(String[] words, int first) {
    return Long.parseLong(words[first]) + Long.parseLong(words[first + 1]);
  }
}
