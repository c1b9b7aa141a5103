package forja.bench.promise;

import forja.common.job.JobId;
import forja.harness.Offspring;
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

  /** The processes of these jobs that are alive on this machine. */
  static List<Offspring> offspring(Collection<JobId> jobs) {
    return Offspring.of(jobs.stream().map(JobId::toString).toList());
  }
}
