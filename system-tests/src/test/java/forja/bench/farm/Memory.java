package forja.bench.farm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What processes occupy, in megabytes: a program by its resident set, the database it keeps by the
 * share of each process, because the backends of a database have most in common.
 */
public record Memory(double program, double database) {
  private static final double KILOBYTES = 1024;

  static Memory of(long pid) {
    return new Memory(kilobytes(pid, "status", "VmRSS:") / KILOBYTES, 0);
  }

  /** Of the program that keeps this database, with all processes of the database. */
  static Memory of(long pid, ProcessHandle postmaster) {
    var database = Stream.concat(Stream.of(postmaster), postmaster.descendants());
    return new Memory(
        of(pid).program,
        database
            .mapToDouble(process -> kilobytes(process.pid(), "smaps_rollup", "Pss:") / KILOBYTES)
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
