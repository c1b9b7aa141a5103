package forja.stories;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import forja.harness.Deadline;
import forja.harness.EventStream.Event;
import forja.harness.FarmClient;
import forja.harness.SplitFarm;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Workers that come as they please, at a farm with two api processes. */
class WorkersStoryIT {
  @RegisterExtension static final SplitFarm FARM = SplitFarm.withApis("a", "b");

  @BeforeAll
  static void twoMoreWorkersJoinByOneCommandEach() {
    FARM.startWorker("first");
    FARM.startWorker("second");
    FARM.startWorker("third");
    List.of("first", "second", "third").forEach(FARM::awaitWorker);
  }

  @Test
  void shareTheWorkEvenlyAndDoNothingTwice() {
    var farm = FARM.client("a");
    var ids = new HashSet<>(farm.batch(Requests.naps(150, "PT0.3S", "default")));
    ids.addAll(FARM.client("b").batch(Requests.naps(150, "PT0.3S", "default")));

    ids.forEach(farm::awaitFinal);

    var jobs =
        farm.jobs("&kind=farm.sleep&state=succeeded").stream()
            .filter(job -> ids.contains(job.path("id").asText()))
            .toList();
    assertThat(jobs).hasSize(300);
    assertThat(byWorker(jobs)).containsOnlyKeys("first", "second", "third");
    assertThat(byWorker(jobs).values()).allSatisfy(share -> assertThat(share).isBetween(80L, 120L));
    assertThat(ids)
        .allSatisfy(id ->
            assertThat(names(farm.history(id)))
                .containsOnlyOnce("accepted", "released", "started", "succeeded"));
  }

  private static Map<String, Long> byWorker(List<JsonNode> jobs) {
    return jobs.stream()
        .collect(Collectors.groupingBy(job -> job.path("worker").asText(), Collectors.counting()));
  }

  private static List<String> names(List<Event> events) {
    return events.stream().map(Event::name).toList();
  }

  @Test
  void takeOnlyJobsOfTheirPool() {
    var farm = FARM.client("a");
    var forGpu = farm.submit(Requests.nap("PT0.1S", "gpu"));
    farm.awaitFinal(farm.submit(Requests.PING));
    assertThat(farm.state(forGpu)).isEqualTo("queued");
    assertThat(farm.queue("gpu").path("queued").asInt()).isEqualTo(1);

    try (var worker = FARM.startWorker("with-gpu", "--pool", "gpu")) {
      assertThat(worker.pid()).isPositive();
      var job = farm.awaitFinal(forGpu);

      assertThat(job.path("state").asText()).isEqualTo("succeeded");
      assertThat(job.path("worker").asText()).isEqualTo("with-gpu");
    }
  }

  @Test
  void keepToThePriorities() {
    var farm = FARM.client("b");
    try (var worker = FARM.joinWorker("slow", "--pool", "one-by-one", "--slots", "1")) {
      assertThat(worker.pid()).isPositive();
      farm.batch(Requests.naps(3, "PT1S", "one-by-one"));
      var low = farm.batch(Requests.naps(4, "PT0.1S", "one-by-one"));
      var high = farm.submit("{\"kind\":\"farm.ping\",\"pool\":\"one-by-one\",\"priority\":50}");

      var highBegan = began(farm.awaitFinal(high));

      assertThat(low.stream().map(farm::awaitFinal).map(WorkersStoryIT::began))
          .allSatisfy(lowBegan -> assertThat(lowBegan).isAfterOrEqualTo(highBegan));
    }
  }

  private static Instant began(JsonNode job) {
    return Instant.parse(job.path("startedAt").asText());
  }

  /** K19 */
  @Test
  void areSeenAlikeThroughEveryApi() {
    var here = FARM.client("a");
    var there = FARM.client("b");

    var id = here.submit(Requests.nap("PT1S", "default"));
    var answer = there.get("/jobs/" + id, "Prefer", "wait=30");

    assertThat(answer.headers().firstValue("Preference-Applied")).contains("wait=30");
    assertThat(FarmClient.json(answer).path("state").asText()).isEqualTo("succeeded");
    assertThat(there.jobs("&kind=farm.sleep").stream().map(job -> job.path("id").asText()))
        .contains(id);
    Deadline.until(
        "both apis knowing all workers",
        Duration.ofSeconds(10),
        () -> there.workers().containsAll(List.of("first", "second", "third")));
  }
}
