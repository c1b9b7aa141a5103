package forja.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import forja.api.ledger.PostgresForTests;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What a request says about other jobs and about time: unique, deadline, the place in the queue.
 */
class BoundsIT {
  private static ApiForTests api;

  @BeforeAll
  static void start() {
    api = new ApiForTests(PostgresForTests.emptyDatabase(BoundsIT.class, 12));
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void answersWithTheJobThatHasTheKey() throws Exception {
    var first = api.post("/jobs", sleeping("a", "existing"));

    var second = api.post("/jobs", sleeping("a", "existing"));

    assertThat(first.headers().firstValue("Forja-Unique")).isEmpty();
    assertThat(second.statusCode()).isEqualTo(202);
    assertThat(second.headers().firstValue("Forja-Unique")).contains("existing");
    assertThat(second.headers().firstValue("Location"))
        .isEqualTo(first.headers().firstValue("Location"));
    assertThat(ApiForTests.json(second).at("/unique/while").asText()).isEqualTo("unfinished");
  }

  @Test
  void refusesWhenAskedToAndNamesTheJob() throws Exception {
    var first = api.post("/jobs", sleeping("r", "refuse"), "Idempotency-Key", "r-1");

    var second = api.post("/jobs", sleeping("r", "refuse"), "Idempotency-Key", "r-2");
    var again = api.post("/jobs", sleeping("r", "refuse"), "Idempotency-Key", "r-1");

    assertThat(second.statusCode()).isEqualTo(409);
    assertThat(ApiForTests.json(second).path("type").asText()).isEqualTo("/problems/not-unique");
    assertThat(ApiForTests.json(second).path("job").asText())
        .isEqualTo(ApiForTests.idOf(first).toString());
    assertThat(again.statusCode()).isEqualTo(202);
    assertThat(ApiForTests.idOf(again)).isEqualTo(ApiForTests.idOf(first));
  }

  @Test
  void decidesRowByRowInABatch() throws Exception {
    var body = sleeping("b", "existing") + "\n" + sleeping("b", "refuse") + "\n" + plain();

    var response = api.lines(body);

    assertThat(response.statusCode()).isEqualTo(202);
    var items = ApiForTests.json(response).path("items");
    assertThat(items.path(0).has("unique")).isFalse();
    assertThat(items.path(1).path("unique").asText()).isEqualTo("refused");
    assertThat(items.path(1).path("id")).isEqualTo(items.path(0).path("id"));
    assertThat(items.path(2).has("unique")).isFalse();
  }

  @Test
  void triesNothingAgainWhoseKeyIsTaken() throws Exception {
    var first = ApiForTests.idOf(api.post("/jobs", sleeping("t", "existing")));
    api.worker.start(first);
    api.worker.fail(first);
    Awaitility.await().until(() -> state(first.toString()).equals("failed"));
    var second = ApiForTests.idOf(api.post("/jobs", sleeping("t", "existing")));

    var response = api.send(api.request("/jobs/" + first + "/retry").POST(nothing()));

    assertThat(response.statusCode()).isEqualTo(409);
    assertThat(ApiForTests.json(response).path("job").asText()).isEqualTo(second.toString());
  }

  private static HttpRequest.BodyPublisher nothing() {
    return BodyPublishers.noBody();
  }

  private static String state(String id) throws Exception {
    return ApiForTests.json(api.get("/jobs/" + id)).path("state").asText();
  }

  @Test
  void refusesADeadlineThatHasPassed() throws Exception {
    var late = "{\"kind\":\"farm.ping\",\"deadline\":\"2020-01-01T00:00:00Z\"}";

    isWrongAt(api.post("/jobs", late, "Idempotency-Key", "late"), "/deadline");
    isWrongAt(api.lines(plain() + "\n" + late), "/1/deadline");
    var backwards =
        "{\"kind\":\"farm.ping\",\"runAt\":\"2090-01-01T00:00:00Z\",\"deadline\":\"2089-01-01T00:00:00Z\"}";
    isWrongAt(api.post("/jobs", backwards), "/deadline");
  }

  private static void isWrongAt(HttpResponse<String> response, String pointer) {
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(ApiForTests.json(response).at("/errors/0/pointer").asText()).isEqualTo(pointer);
  }

  @Test
  void answersARepeatedRequestAlsoAfterItsDeadline() throws Exception {
    var deadline = api.clock.instant().plus(Duration.ofSeconds(1)).truncatedTo(ChronoUnit.MICROS);
    var body = "{\"kind\":\"farm.ping\",\"deadline\":\"" + deadline + "\"}";
    var first = api.post("/jobs", body, "Idempotency-Key", "in-time");
    assertThat(ApiForTests.json(first).path("deadline").asText()).isEqualTo(deadline.toString());
    Awaitility.await().until(() -> api.clock.instant().isAfter(deadline));

    var again = api.post("/jobs", body, "Idempotency-Key", "in-time");

    assertThat(again.statusCode()).isEqualTo(202);
    assertThat(ApiForTests.idOf(again)).isEqualTo(ApiForTests.idOf(first));
    assertThat(api.post("/jobs", body).statusCode()).isEqualTo(400);
  }

  @Test
  void tellsThePlaceOfAQueuedJobOnly() throws Exception {
    var elsewhere = "{\"kind\":\"farm.ping\",\"pool\":\"nobody\"}";
    var ids = IntStream.range(0, 3).mapToObj(_ -> post(elsewhere)).map(ApiForTests::idOf).toList();

    for (var path : new String[] {"/jobs/", "/queue/"}) {
      var last = api.get(path + ids.getLast());
      var queue = ApiForTests.json(last).path("queue");
      assertThat(queue.path("position").asInt()).isEqualTo(3);
      assertThat(queue.path("estimatedStart").isNull()).isTrue();
    }
    var tag = api.get("/jobs/" + ids.getLast()).headers().firstValue("ETag").orElseThrow();
    api.send(api.request("/jobs/" + ids.getFirst() + "/cancel").POST(nothing()));
    var moved = api.get("/jobs/" + ids.getLast(), "If-None-Match", tag);
    assertThat(ApiForTests.json(moved).at("/queue/position").asInt()).isEqualTo(2);
    assertThat(ApiForTests.json(api.get("/jobs/" + ids.getFirst())).path("queue").isNull())
        .isTrue();
    assertThat(ApiForTests.json(api.get("/jobs?limit=1")).at("/items/0").has("queue")).isFalse();
  }

  private static HttpResponse<String> post(String body) {
    try {
      return api.post("/jobs", body);
    } catch (java.io.IOException | InterruptedException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static String sleeping(String key, String otherwise) {
    return "{\"kind\":\"farm.sleep\",\"spec\":{\"for\":\"PT1H\"},\"unique\":{\"key\":\"%s\",\"else\":\"%s\"}}"
        .formatted(key, otherwise);
  }

  private static String plain() {
    return "{\"kind\":\"farm.ping\"}";
  }
}
