package forja.harness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** A process that a job has started on this machine: its surroundings name the job. */
public record Offspring(String job, Path process) {

  /** Those that are alive; dear, as it looks at every process there is. */
  public static List<Offspring> of(Collection<String> jobs) {
    var found = new ArrayList<Offspring>();
    try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (var process : processes) {
        var surroundings = surroundings(process);
        jobs.stream()
            .filter(surroundings::contains)
            .findFirst()
            .ifPresent(job -> found.add(new Offspring(job, process)));
      }
    } catch (IOException e) {
      throw new IllegalStateException("this machine does not tell of its processes", e);
    }
    return found;
  }

  public boolean isAlive() {
    return surroundings(process).contains(job);
  }

  /** Nothing of a process that has ended, even if nobody has taken notice of its end. */
  private static String surroundings(Path process) {
    try {
      return new String(
          Files.readAllBytes(process.resolve("environ")), StandardCharsets.ISO_8859_1);
    } catch (IOException gone) {
      return "";
    }
  }
}
