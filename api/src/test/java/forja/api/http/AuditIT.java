package forja.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import forja.api.ledger.PostgresForTests;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whatever is asked for stands in the audit when the answer is there. */
class AuditIT {
  private static final String PING = "{\"kind\":\"farm.ping\"}";

  private static ApiForTests api;

  @BeforeAll
  static void start() {
    api = new ApiForTests(PostgresForTests.emptyDatabase(AuditIT.class, 12));
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  private static JsonNode get(String path, String token) throws Exception {
    var answer = api.send(api.request(path).setHeader("Authorization", "Bearer " + token).GET());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return ApiForTests.json(answer).path("items");
  }

  /** What a request with this id has left. */
  private static List<JsonNode> of(String request) throws Exception {
    return StreamSupport.stream(
            get("/audit?all=true&limit=200", ApiForTests.TOKEN).spliterator(), false)
        .filter(act -> act.path("requestId").asText().equals(request))
        .toList();
  }

  private static JsonNode only(String request) throws Exception {
    assertThat(of(request)).hasSize(1);
    return of(request).getFirst();
  }

  private static String aRequest() {
    return UUID.randomUUID().toString();
  }

  @Test
  void tellsWhoChangedWhatAndHowItEnded() throws Exception {
    var request = aRequest();
    var body = BodyPublishers.ofString("{\"permits\":3}");
    api.send(
        api.request("/limits/lock/db", "X-Request-Id", request, "Content-Type", "application/json")
            .PUT(body));

    var act = only(request);

    assertThat(act.path("who").asText()).isEqualTo("admin");
    assertThat(act.path("role").asText()).isEqualTo("farm-admin");
    assertThat(act.path("customer").asText()).isEqualTo("main");
    assertThat(act.path("operation").asText()).isEqualTo("setLimit");
    assertThat(act.path("address").asText()).isEqualTo("127.0.0.1");
    assertThat(act.path("outcome").asInt()).isEqualTo(200);
    assertThat(act.path("times").asInt()).isEqualTo(1);
  }

  @Test
  void writesABookingTogetherWithTheJob() throws Exception {
    var request = aRequest();
    var id = ApiForTests.idOf(api.post("/jobs", PING, "X-Request-Id", request));

    var act = only(request);

    assertThat(act.path("operation").asText()).isEqualTo("submitJob");
    assertThat(act.path("object").asText()).isEqualTo(id.toString());
    assertThat(act.path("outcome").asInt()).isEqualTo(202);
    assertThat(get("/audit?object=" + id, ApiForTests.TOKEN)).hasSize(1);
    assertThat(ApiForTests.json(api.get("/jobs/" + id)).path("requestId").asText())
        .isEqualTo(request);
  }

  @Test
  void tellsOfABatchAsOneAct() throws Exception {
    var request = aRequest();
    api.lines((PING + "\n").repeat(50), "X-Request-Id", request);

    assertThat(only(request).path("times").asInt()).isEqualTo(50);
    assertThat(only(request).path("operation").asText()).isEqualTo("submitJobs");
  }

  @Test
  void tellsOfARepeatedRequestThatBookedNothing() throws Exception {
    var key = aRequest();
    var first = aRequest();
    var second = aRequest();
    api.post("/jobs", PING, "Idempotency-Key", key, "X-Request-Id", first);
    api.post("/jobs", PING, "Idempotency-Key", key, "X-Request-Id", second);

    assertThat(only(second).path("outcome").asInt()).isEqualTo(202);
  }

  @Test
  void tellsWhatWasRefusedAfterwards() throws Exception {
    var bad = aRequest();
    var mine = aRequest();
    var unknown = aRequest();
    api.post("/jobs", "{}", "X-Request-Id", bad);
    api.send(as("viewer@main", "/jobs/" + UUID.randomUUID() + "/cancel", mine));
    api.post("/nothing/here", "{}", "X-Request-Id", unknown);
    api.audit.flush();

    assertThat(only(bad).path("outcome").asInt()).isEqualTo(400);
    assertThat(only(mine).path("outcome").asInt()).isEqualTo(403);
    assertThat(only(mine).path("who").asText()).isEqualTo("user:viewer");
    assertThat(only(unknown).path("operation").asText()).isEqualTo("unknown");
    assertThat(only(unknown).path("object").asText()).isEqualTo("/nothing/here");
  }

  private static HttpRequest.Builder as(String token, String path, String request) {
    return api.request(path, "X-Request-Id", request)
        .setHeader("Authorization", "Bearer " + token)
        .POST(BodyPublishers.noBody());
  }

  @Test
  void foldsAFloodOfStrangers() throws Exception {
    for (int i = 0; i < 100; i++) {
      api.send(as("nobody", "/jobs:batch", "flood"));
    }
    api.audit.flush();

    assertThat(of("flood")).extracting(act -> act.path("times").asInt()).containsExactly(99, 1);
    assertThat(of("flood").getFirst().path("who").isNull()).isTrue();
  }

  @Test
  void isForAdministratorsAndShowsThemTheirOwn() throws Exception {
    api.post("/jobs", PING);

    for (var role : List.of("viewer", "operator")) {
      assertThat(status("/audit", role + "@main")).isEqualTo(403);
    }
    assertThat(status("/audit?all=true", "admin@main")).isEqualTo(403);
    assertThat(status("/audit", "admin@main/jobs")).isEqualTo(403);
    assertThat(get("/audit", "admin@main"))
        .isNotEmpty()
        .allSatisfy(act -> assertThat(act.path("customer").asText()).isEqualTo("main"));
  }

  private static int status(String path, String token) throws Exception {
    return api.send(api.request(path).setHeader("Authorization", "Bearer " + token).GET())
        .statusCode();
  }

  @Test
  void followsItsCursor() throws Exception {
    for (int i = 0; i < 5; i++) {
      api.post("/jobs", PING);
    }

    var page = api.get("/audit?limit=2&operation=submitJob");
    var next = page.headers().firstValue("Link").orElseThrow().replaceAll("<(.*)>.*", "$1");

    assertThat(next).startsWith("/audit?operation=submitJob&limit=2&cursor=");
    assertThat(ApiForTests.json(api.get(next)).path("items")).hasSize(2);
    assertThat(ApiForTests.json(api.get("/audit?outcome=7xx")).path("status").asInt())
        .isEqualTo(400);
  }

  @Test
  void holdsNeitherBodiesNorTokens() throws Exception {
    api.post("/jobs", "{\"kind\":\"farm.ping\",\"labels\":{\"hush\":\"very-secret\"}}");
    api.post("/login", "{\"token\":\"wrong-very-secret\"}");
    api.audit.flush();

    assertThat(api.get("/audit?all=true&limit=200").body())
        .doesNotContain("very-secret")
        .doesNotContain(ApiForTests.TOKEN);
  }
}
