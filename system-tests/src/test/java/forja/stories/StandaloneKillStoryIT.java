package forja.stories;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import forja.harness.Deadline;
import forja.harness.FarmClient;
import forja.harness.StandaloneFarm;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The whole farm dies in the middle of its work, and goes on with it after the next start. */
class StandaloneKillStoryIT {
  private static final int JOBS = 5_000;

  @RegisterExtension static final StandaloneFarm FARM = new StandaloneFarm();

  /** D28, D43 */
  @Test
  void allJobsSucceedOnceAlthoughTheFarmWasKilled() throws InterruptedException {
    var ids = FARM.client().batch(Requests.naps(JOBS, "PT0.01S", "default"));
    awaitEnded(500);

    FARM.kill();
    var killedAt = Clock.systemUTC().instant();
    FARM.start();

    var farm = FARM.client();
    var ends = endsOf(farm, ids);
    assertThat(ends).hasSize(JOBS);
    assertThat(ends.values()).containsOnly(List.of("succeeded"));
    var jobs = farm.jobs("&state=succeeded");
    assertThat(jobs).hasSize(JOBS);
    assertThat(jobs.stream().filter(job -> ended(job).isAfter(killedAt)).count())
        .as("jobs that were open when the farm was killed")
        .isGreaterThan(JOBS / 5);
    Deadline.until("nothing being out", () -> farm.queue("default").path("out").asInt() == 0);
    assertThat(farm.queue("default").path("queued").asInt()).isZero();
    assertThat(farm.awaitFinal(farm.submit(Requests.PING)).path("state").asText())
        .isEqualTo("succeeded");
  }

  private static Instant ended(JsonNode job) {
    return Instant.parse(job.path("finishedAt").asText());
  }

  private static void awaitEnded(int count) throws InterruptedException {
    int ended = 0;
    try (var events = FARM.client().events("/events", "0")) {
      while (ended < count) {
        ended += events.next(Deadline.PATIENCE).orElseThrow().name().equals("succeeded") ? 1 : 0;
      }
    }
  }

  /** By the feed from its beginning, until every job has ended. */
  private static Map<String, List<String>> endsOf(FarmClient farm, List<String> ids)
      throws InterruptedException {
    var open = new HashSet<>(ids);
    var ends = new HashMap<String, List<String>>();
    try (var events = farm.events("/events", "0")) {
      while (!open.isEmpty()) {
        var event = events.next(Deadline.PATIENCE).orElseThrow();
        if (List.of("succeeded", "failed", "cancelled").contains(event.name())) {
          ends.merge(event.job(), List.of(event.name()), StandaloneKillStoryIT::joined);
          open.remove(event.job());
        }
      }
    }
    return ends;
  }

  private static List<String> joined(List<String> first, List<String> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }
}
