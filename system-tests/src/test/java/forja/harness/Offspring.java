package forja.harness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;

/** The processes that jobs have started on this machine: the surroundings of each name its job. */
public final class Offspring {
  private Offspring() {}

  /** How many of them are alive. */
  public static long alive(Collection<String> jobs) {
    if (jobs.isEmpty()) {
      return 0;
    }
    try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      long count = 0;
      for (var process : processes) {
        var surroundings = surroundings(process);
        if (jobs.stream().anyMatch(surroundings::contains)) {
          count++;
        }
      }
      return count;
    } catch (IOException e) {
      throw new IllegalStateException("this machine does not tell of its processes", e);
    }
  }

  /** Nothing of a process that has just ended. */
  private static String surroundings(Path process) {
    try {
      return new String(
          Files.readAllBytes(process.resolve("environ")), StandardCharsets.ISO_8859_1);
    } catch (IOException gone) {
      return "";
    }
  }
}
