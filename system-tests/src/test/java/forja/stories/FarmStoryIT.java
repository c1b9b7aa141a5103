package forja.stories;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import forja.harness.EventStream.Event;
import forja.harness.FarmClient;
import forja.harness.StandaloneFarm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Jobs of the farm itself, handed in by HTTP at a farm in one process, from accept to outcome. */
class FarmStoryIT {
  /** A job of a pool that nobody serves stays queued. */
  private static final String QUEUED = "{\"kind\":\"farm.ping\",\"pool\":\"nobody-is-there\"}";

  private static final String ENDLESS = "{\"kind\":\"farm.sleep\",\"spec\":{\"for\":\"PT1H\"}}";

  @RegisterExtension static final StandaloneFarm FARM = new StandaloneFarm();

  private FarmClient farm;

  @BeforeEach
  void callTheFarm() {
    farm = FARM.client();
  }

  /** D6 */
  @ParameterizedTest
  @CsvSource({
    "farm.ping, /echo, hello",
    "farm.sleep, /slept, PT2S",
    "farm.fail, /failedBefore, 1",
    "farm.chatter, /lines, 100",
    "farm.effect, /target, drill",
  })
  void carriesOutTheExampleOfEveryKind(String kind, String field, String expected)
      throws IOException {
    var example = Files.readString(examples().resolve(kind + ".json"));

    var job = farm.awaitFinal(farm.submit(example));

    assertThat(job.path("state").asText()).as(job.toString()).isEqualTo("succeeded");
    assertThat(job.at("/result" + field).asText()).isEqualTo(expected);
  }

  private static Path examples() {
    return Path.of(System.getProperty("forja")).resolveSibling("examples");
  }

  /** D5, D6, D28, K19 */
  @Test
  void answersAtOnceAndTellsLaterHowItWent() {
    var answer = farm.post("/jobs", "{\"kind\":\"farm.ping\",\"spec\":{\"echo\":\"later\"}}");
    var id = FarmClient.json(answer).path("id").asText();

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.headers().firstValue("Location")).contains("/queue/" + id);
    assertThat(answer.headers().firstValue("Retry-After")).contains("1");
    var queued = FarmClient.json(farm.get("/queue/" + id, "Prefer", "wait=30"));
    assertThat(queued.path("state").asText()).isEqualTo("succeeded");
    assertThat(queued.at("/result/echo").asText()).isEqualTo("later");
    assertThat(farm.jobs("&kind=farm.ping").stream().map(job -> job.path("id").asText()))
        .contains(id);
  }

  /** D43 */
  @ParameterizedTest
  @CsvSource({"rejected", "work-failed", "timed-out", "unproven", "crashed"})
  void saysWhyAJobFailed(String kind) {
    var id =
        farm.submit(
            "{\"kind\":\"farm.fail\",\"spec\":{\"as\":\"%s\",\"message\":\"the oven is cold\"}}"
                .formatted(kind));

    var job = farm.awaitFinal(id);

    assertThat(job.path("state").asText()).isEqualTo("failed");
    assertThat(job.at("/failure/kind").asText()).isEqualTo(kind);
    assertThat(job.at("/failure/code").asText()).matches("[a-z]+\\.[a-z-]+");
    assertThat(job.at("/failure/message").asText()).contains("the oven is cold");
    assertThat(job.path("result").isNull()).isTrue();
    assertThat(job.path("attempt").asInt()).isEqualTo(1);
  }

  @Test
  void triesAgainAfterAPauseWhenSomethingWasOutOfReach() {
    var id =
        farm.submit(
            "{\"kind\":\"farm.fail\",\"spec\":{\"as\":\"unavailable\",\"attempts\":1},"
                + "\"retry\":{\"attempts\":3,\"backoff\":\"PT2S\"}}");

    farm.awaitState(id, "scheduled");
    var paused = farm.job(id);
    var job = farm.awaitFinal(id);

    assertThat(paused.at("/failure/kind").asText()).isEqualTo("unavailable");
    assertThat(job.path("state").asText()).isEqualTo("succeeded");
    assertThat(job.path("attempt").asInt()).isEqualTo(2);
    var history = farm.history(id);
    assertThat(names(history))
        .containsExactly(
            "accepted",
            "released",
            "started",
            "postponed",
            "came-due",
            "released",
            "started",
            "succeeded");
    assertThat(Duration.between(time(history.get(3)), time(history.get(6))))
        .isBetween(Duration.ofMillis(1_600), Duration.ofSeconds(10));
  }

  @Test
  void givesUpWhenTheAttemptsAreUsedUp() {
    var id =
        farm.submit(
            "{\"kind\":\"farm.fail\",\"spec\":{\"as\":\"unavailable\"},"
                + "\"retry\":{\"attempts\":2,\"backoff\":\"PT0.1S\"}}");

    var job = farm.awaitFinal(id);

    assertThat(job.path("state").asText()).isEqualTo("failed");
    assertThat(job.path("attempt").asInt()).isEqualTo(2);
    assertThat(job.at("/failure/kind").asText()).isEqualTo("unavailable");
  }

  @Test
  void givesAFailedJobAnotherAttemptWhenAsked() {
    var id = farm.submit("{\"kind\":\"farm.fail\",\"spec\":{\"attempts\":1}}");
    assertThat(farm.awaitFinal(id).path("state").asText()).isEqualTo("failed");

    var again = farm.post("/jobs/" + id + "/retry");

    assertThat(again.statusCode()).isEqualTo(202);
    var job = farm.awaitFinal(id);
    assertThat(job.path("state").asText()).isEqualTo("succeeded");
    assertThat(job.path("attempt").asInt()).isEqualTo(2);
    assertThat(job.path("failure").isNull()).isTrue();
    assertThat(farm.post("/jobs/" + id + "/retry").statusCode()).isEqualTo(409);
  }

  @Test
  void cancelsAJobThatIsQueued() {
    var id = farm.submit(QUEUED);

    var answer = farm.post("/jobs/" + id + "/cancel");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(farm.state(id)).isEqualTo("cancelled");
    assertThat(names(farm.history(id))).containsExactly("accepted", "cancel-asked");
  }

  @Test
  void cancelsAJobThatIsScheduled() {
    var later = Clock.systemUTC().instant().plus(Duration.ofHours(1));
    var id = farm.submit("{\"kind\":\"farm.ping\",\"runAt\":\"" + later + "\"}");
    assertThat(farm.state(id)).isEqualTo("scheduled");

    var answer = farm.post("/jobs/" + id + "/cancel");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(farm.state(id)).isEqualTo("cancelled");
  }

  @Test
  void stopsARunningJobWithinTwoSeconds() {
    var id = farm.submit(ENDLESS);
    farm.awaitState(id, "running");

    long asked = System.nanoTime();
    var answer = farm.post("/jobs/" + id + "/cancel");
    var job = farm.awaitFinal(id);
    var took = Duration.ofNanos(System.nanoTime() - asked);

    assertThat(answer.statusCode()).isIn(200, 202);
    assertThat(job.path("state").asText()).isEqualTo("cancelled");
    assertThat(took).isLessThan(Duration.ofSeconds(2));
    assertThat(names(farm.history(id)).stream().filter(name -> !name.equals("progressed")))
        .containsExactly("accepted", "released", "started", "cancel-asked", "cancelled");
  }

  @Test
  void endsAJobThatRunsPastItsTimeLimit() {
    var id =
        farm.submit("{\"kind\":\"farm.sleep\",\"spec\":{\"for\":\"PT1H\"},\"timeLimit\":\"PT1S\"}");

    var job = farm.awaitFinal(id);

    assertThat(job.path("state").asText()).isEqualTo("failed");
    assertThat(job.at("/failure/kind").asText()).isEqualTo("timed-out");
    assertThat(between(job, "startedAt", "finishedAt"))
        .isBetween(Duration.ofMillis(950), Duration.ofSeconds(4));
  }

  @Test
  void waitsForTheTimeThatTheCallerNamed() {
    var due = Clock.systemUTC().instant().plusMillis(2_500);
    var id = farm.submit("{\"kind\":\"farm.ping\",\"runAt\":\"" + due + "\"}");
    assertThat(farm.state(id)).isEqualTo("scheduled");

    var job = farm.awaitFinal(id);

    assertThat(job.path("state").asText()).isEqualTo("succeeded");
    assertThat(Duration.between(due, Instant.parse(job.path("startedAt").asText())))
        .isBetween(Duration.ZERO, Duration.ofSeconds(3));
  }

  @Test
  void letsAHigherPriorityGoFirst() {
    // Eight run, eight more are on their way to the worker: whatever comes now has to queue.
    farm.batch(Collections.nCopies(16, sleepFor("PT1.5S", 0)));
    var low = farm.batch(Collections.nCopies(24, sleepFor("PT0.3S", -1)));
    var high = farm.batch(Collections.nCopies(4, sleepFor("PT0.3S", 7)));

    var lowReleases = releases(low);
    var highReleases = releases(high);

    assertThat(Collections.max(highReleases)).isBeforeOrEqualTo(Collections.min(lowReleases));
    assertThat(Collections.max(highReleases)).isBefore(Collections.max(lowReleases));
  }

  private List<Instant> releases(List<String> ids) {
    return ids.stream()
        .map(farm::awaitFinal)
        .map(job -> Instant.parse(job.path("releasedAt").asText()))
        .toList();
  }

  private static String sleepFor(String duration, int priority) {
    return "{\"kind\":\"farm.sleep\",\"spec\":{\"for\":\"%s\"},\"priority\":%d}"
        .formatted(duration, priority);
  }

  /** K18 */
  @Test
  void tellsEveryTransitionOfAJobInOrderWhileItHappens() throws InterruptedException {
    var id = farm.submit("{\"kind\":\"farm.sleep\",\"spec\":{\"for\":\"PT3S\"}}");

    try (var events = farm.events("/jobs/" + id + "/events", "0")) {
      var all = events.toTheEnd();

      assertThat(names(all).stream().filter(name -> !name.equals("progressed")))
          .containsExactly("accepted", "released", "started", "succeeded");
      assertThat(all).extracting(Event::name).contains("progressed");
      assertThat(all).extracting(Event::number).isSorted().doesNotHaveDuplicates();
      assertThat(all.getLast().number()).isEqualTo(all.size());
      assertThat(all).extracting(Event::job).containsOnly(id);
      // Seen as it began, not when all was over.
      assertThat(Duration.ofNanos(all.getLast().arrivedNanos() - all.get(2).arrivedNanos()))
          .isGreaterThan(Duration.ofSeconds(1));
    }
  }

  private static List<String> names(List<Event> events) {
    return events.stream().map(Event::name).toList();
  }

  private static Instant time(Event event) {
    return Instant.parse(event.data().path("time").asText());
  }

  private static Duration between(JsonNode job, String begin, String end) {
    return Duration.between(
        Instant.parse(job.path(begin).asText()), Instant.parse(job.path(end).asText()));
  }
}
