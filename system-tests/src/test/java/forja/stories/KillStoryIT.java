package forja.stories;

import static org.assertj.core.api.Assertions.assertThat;

import forja.harness.Deadline;
import forja.harness.EventStream.Event;
import forja.harness.FarmClient;
import forja.harness.SplitFarm;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Any program of the farm may be killed at any moment, and nothing that was accepted is lost. */
class KillStoryIT {
  private static final List<String> FINAL = List.of("succeeded", "failed", "cancelled");

  @RegisterExtension static final SplitFarm FARM = SplitFarm.withApis("witness");

  private FarmClient farm;

  @BeforeAll
  static void aWorkerIsThere() {
    FARM.joinWorker("survivor");
  }

  @BeforeEach
  void callTheFarm() {
    farm = FARM.client("witness");
  }

  /** D43 */
  @Test
  void aKilledWorkersJobsStartElsewhereWithinTwelveSeconds() {
    var doomed = FARM.joinWorker("doomed", "--pool", "drill", "--slots", "20");
    var ids = farm.batch(Requests.naps(20, "PT7S", "drill"));
    ids.forEach(id -> farm.awaitState(id, "running"));

    try (var other = FARM.joinWorker("other", "--pool", "drill", "--slots", "20")) {
      assertThat(other.pid()).isPositive();
      assertThat(ids).allSatisfy(id -> assertThat(farm.state(id)).isEqualTo("running"));
      var killedAt = Clock.systemUTC().instant();
      doomed.kill();

      ids.forEach(id -> assertThat(farm.awaitFinal(id).path("worker").asText()).isEqualTo("other"));
      assertThat(ids)
          .allSatisfy(
              id -> assertThat(beganElsewhere(id)).isBetween(killedAt, killedAt.plusSeconds(12)));
    }
    endedOnceAndWell(ids);
  }

  private Instant beganElsewhere(String id) {
    var beginnings =
        farm.history(id).stream().filter(event -> event.name().equals("started")).toList();
    assertThat(beginnings).as("beginnings of %s", id).hasSize(2);
    return Instant.parse(beginnings.getLast().data().path("time").asText());
  }

  /** D43 */
  @Test
  void aFrozenWorkerThatWakesUpChangesNothing() {
    try (var frozen =
        FARM.joinWorker("frozen", "--pool", "ice", "--slots", "5", "--time-to-live", "PT3S")) {
      var ids = farm.batch(Requests.naps(5, "PT3S", "ice"));
      ids.forEach(id -> farm.awaitState(id, "running"));

      frozen.freeze();
      try (var other = FARM.joinWorker("warm", "--pool", "ice", "--slots", "5")) {
        assertThat(other.pid()).isPositive();
        ids.forEach(
            id -> assertThat(farm.awaitFinal(id).path("worker").asText()).isEqualTo("warm"));
      } finally {
        frozen.thaw();
      }
      farm.awaitFinal(farm.submit(Requests.nap("PT0.1S", "default")));
      endedOnceAndWell(ids);
    }
  }

  @Test
  void aWorkerFrozenForLongerThanItsTimeToLiveGivesItsJobsUpWhenItWakes() {
    try (var frozen =
        FARM.joinWorker("numb", "--pool", "frost", "--slots", "5", "--time-to-live", "PT3S")) {
      var ids = farm.batch(Requests.naps(5, "PT9S", "frost"));
      ids.forEach(id -> farm.awaitState(id, "running"));

      frozen.freeze();
      try (var other = FARM.joinWorker("awake", "--pool", "frost", "--slots", "5")) {
        assertThat(other.pid()).isPositive();
        ids.forEach(this::awaitASecondBeginning);
        frozen.thaw();
        frozen.awaitWord("are given up");

        ids.forEach(
            id -> assertThat(farm.awaitFinal(id).path("worker").asText()).isEqualTo("awake"));
      }
      endedOnceAndWell(ids);
    }
  }

  private void awaitASecondBeginning(String id) {
    Deadline.until(
        "a second beginning of " + id,
        () ->
            farm.history(id).stream().filter(event -> event.name().equals("started")).count() >= 2);
  }

  @Test
  void aKilledApiLosesNothing() {
    var doomed = FARM.startApi("doomed");
    var ids = FARM.client("doomed").batch(Requests.naps(400, "PT0.1S", "default"));

    awaitEnded(ids, 50);
    doomed.kill();
    FARM.startApi("doomed");

    var again = FARM.client("doomed");
    ids.forEach(again::awaitFinal);
    endedOnceAndWell(ids);
  }

  @Test
  void jobsEndAfterTheBrokerWasKilled() {
    var ids = farm.batch(Requests.naps(200, "PT0.2S", "default"));

    awaitEnded(ids, 20);
    FARM.killBroker();
    var whileAway = farm.submit(Requests.nap("PT0.1S", "default"));
    FARM.restartBroker();

    farm.awaitFinal(whileAway);
    ids.forEach(farm::awaitFinal);
    endedOnceAndWell(ids);
  }

  @Test
  void theApiSaysWhenToComeBackWhileTheDatabaseIsAway() {
    var ids = farm.batch(Requests.naps(100, "PT0.2S", "default"));

    FARM.killDatabase();
    Deadline.until("503", Duration.ofSeconds(30), this::isToldToComeBack);
    var refused = farm.post("/jobs", Requests.PING);
    FARM.restartDatabase();

    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("Retry-After").orElse("")).matches("[1-9]\\d*");
    assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
    Deadline.until("being ready again", () -> farm.get("/health/ready").statusCode() == 200);
    ids.forEach(farm::awaitFinal);
    endedOnceAndWell(ids);
  }

  private boolean isToldToComeBack() {
    var answer = farm.get("/jobs");
    return answer.statusCode() == 503 && answer.headers().firstValue("Retry-After").isPresent();
  }

  private void awaitEnded(List<String> ids, int count) {
    Deadline.until(
        count + " of the jobs having ended",
        () ->
            farm.jobs("&state=succeeded").stream()
                    .filter(job -> ids.contains(job.path("id").asText()))
                    .count()
                >= count);
  }

  private void endedOnceAndWell(List<String> ids) {
    assertThat(ids)
        .allSatisfy(id ->
            assertThat(farm.history(id).stream().map(Event::name))
                .filteredOn(FINAL::contains)
                .containsExactly("succeeded"));
    Deadline.until(
        "nothing being out",
        () ->
            farm.queue("default").path("out").asInt() == 0
                && farm.queue("default").path("queued").asInt() == 0);
  }
}
