package forja.bench.farm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What processes occupy, in megabytes: a program by its resident set, its children by their share
 * of it, because the backends of a database share most of theirs.
 */
public record Memory(double program, double children) {
  private static final double KILOBYTES = 1024;

  static Memory of(long pid) {
    var children = ProcessHandle.of(pid).map(ProcessHandle::descendants).orElseGet(Stream::empty);
    return new Memory(
        kilobytes(pid, "status", "VmRSS:") / KILOBYTES,
        children
            .mapToDouble(child -> kilobytes(child.pid(), "smaps_rollup", "Pss:") / KILOBYTES)
            .sum());
  }

  /** Nothing for a process that has just ended. */
  private static double kilobytes(long pid, String file, String field) {
    try (var lines = Files.lines(Path.of("/proc/" + pid + "/" + file))) {
      return lines
          .filter(line -> line.startsWith(field))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException gone) {
      return 0;
    }
  }
}
