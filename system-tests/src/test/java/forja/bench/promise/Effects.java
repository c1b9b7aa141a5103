package forja.bench.promise;

import forja.common.job.JobId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** Jobs that change something outside, with processes of their own, as they are handed in. */
final class Effects {
  static final int PROCESSES = 3;

  private Effects() {}

  /** Each has a target of its own. */
  static List<String> many(int jobs, Duration each, String pool) {
    return IntStream.range(0, jobs).mapToObj(_ -> one(each, pool)).toList();
  }

  private static String one(Duration each, String pool) {
    return "{\"kind\":\"farm.effect\",\"spec\":{\"target\":\"%s\",\"for\":\"%s\",\"processes\":%d},\"pool\":\"%s\"}"
        .formatted(UUID.randomUUID(), each, PROCESSES, pool);
  }

  /** How many processes on this machine belong to one of these jobs: their surroundings name it. */
  static long processesOf(Collection<JobId> jobs) throws IOException {
    var names = jobs.stream().map(JobId::toString).toList();
    try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      long count = 0;
      for (var process : processes) {
        var surroundings = surroundings(process);
        if (names.stream().anyMatch(surroundings::contains)) {
          count++;
        }
      }
      return count;
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
