package forja.stories;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.databind.JsonNode;
import forja.harness.FarmClient;
import forja.harness.LedgerRows;
import forja.harness.StandaloneFarm;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is handed in, the answer names what is wrong with it, and nothing is stored. */
class BadInputStoryIT {
  private static final String JSON = "application/json";
  private static final String UNKNOWN = "01919b5e-5f00-7000-8000-000000000000";

  @RegisterExtension static final StandaloneFarm FARM = new StandaloneFarm();

  /** Where the answer has to point at, or nothing where there is no place to point at. */
  static final List<Arguments> BODIES =
      List.of(
          wrong("malformed", "{\"kind\":", ""),
          wrong("not JSON at all", "kind=farm.ping", ""),
          wrong("empty", "", ""),
          wrong("two documents", "{\"kind\":\"farm.ping\"}{}", ""),
          wrong("an array", "[]", ""),
          wrong("duplicate key", "{\"kind\":\"farm.ping\",\"kind\":\"farm.ping\"}", ""),
          wrong("unknown kind", "{\"kind\":\"farm.dance\"}", "/kind"),
          wrong("no kind", "{\"spec\":{}}", "/kind"),
          wrong("unknown field", "{\"kind\":\"farm.ping\",\"colour\":1}", "/colour"),
          wrong("unknown field of the spec", ping("\"colour\":1"), "/spec/colour"),
          wrong("wrongly typed field", ping("\"echo\":7"), "/spec/echo"),
          wrong("wrongly typed envelope", with("\"priority\":\"high\""), "/priority"),
          wrong("number out of range", with("\"priority\":101"), "/priority"),
          wrong("huge number", with("\"priority\":99999999999999999999"), "/priority"),
          wrong("endless number", with("\"priority\":1e999"), "/priority"),
          wrong("not a duration", with("\"timeLimit\":\"soon\""), "/timeLimit"),
          wrong("too long a time limit", with("\"timeLimit\":\"P8D\""), "/timeLimit"),
          wrong("not a time", with("\"runAt\":\"tomorrow\""), "/runAt"),
          wrong("wrong pool", with("\"pool\":\"../etc\""), "/pool"),
          wrong("wrong label", with("\"labels\":{\"a\":1}"), "/labels/a"),
          wrong("NUL", ping("\"echo\":\"a\\u0000b\""), "/spec/echo"),
          wrong("NUL in a label", with("\"labels\":{\"a\":\"\\u0000\"}"), "/labels/a"),
          wrong("lone surrogate", ping("\"echo\":\"\\ud800\""), "/spec/echo"),
          wrong("deep nesting", "[".repeat(1_000) + "]".repeat(1_000), ""),
          wrong("deep spec", ping("\"echo\":" + "[".repeat(1_000) + "]".repeat(1_000)), ""));

  private static Arguments wrong(String name, String body, String pointer) {
    return argumentSet(name, body, pointer);
  }

  private static String ping(String field) {
    return "{\"kind\":\"farm.ping\",\"spec\":{%s}}".formatted(field);
  }

  private static String with(String field) {
    return "{\"kind\":\"farm.ping\",%s}".formatted(field);
  }

  @ParameterizedTest
  @FieldSource("BODIES")
  void aWrongBodyIsRefusedAndNothingIsStored(String body, String pointer) {
    var before = LedgerRows.in(FARM);

    var answer = FARM.client().post("/jobs", body);

    var pointers = pointers(problem(answer, 400));
    if (!pointer.isEmpty()) {
      assertThat(pointers).contains(pointer);
    }
    assertThat(LedgerRows.in(FARM)).isEqualTo(before);
  }

  @Test
  void everyWrongFieldIsNamedAtOnce() {
    var answer =
        FARM.client()
            .post(
                "/jobs",
                "{\"kind\":\"farm.sleep\",\"spec\":{\"for\":3,\"x\":1},\"priority\":1000,"
                    + "\"y\":2}");

    assertThat(pointers(problem(answer, 400))).contains("/spec/for", "/spec/x", "/priority", "/y");
  }

  @Test
  void oneWrongLineRefusesTheWholeBatch() {
    var before = LedgerRows.in(FARM);
    var lines = Requests.PING + "\n" + Requests.PING + "\n{\"kind\":\"farm.sleep\"}\n";

    var answer =
        FARM.client().send("POST", "/jobs:batch", "application/x-ndjson", lines.getBytes(UTF_8));

    assertThat(pointers(problem(answer, 400))).containsExactly("/2/spec/for");
    assertThat(LedgerRows.in(FARM)).isEqualTo(before);
  }

  @Test
  void aBodyOfTenMegabytesIsRefused() {
    var before = LedgerRows.in(FARM);
    var large = ping("\"echo\":\"" + "x".repeat(10_000_000) + "\"").getBytes(UTF_8);

    problem(FARM.client().send("POST", "/jobs", JSON, large), 413);
    problem(FARM.client().send("POST", "/jobs:batch", "application/x-ndjson", twice(large)), 413);

    assertThat(LedgerRows.in(FARM)).isEqualTo(before);
  }

  private static byte[] twice(byte[] bytes) {
    var both = new byte[2 * bytes.length];
    System.arraycopy(bytes, 0, both, 0, bytes.length);
    System.arraycopy(bytes, 0, both, bytes.length, bytes.length);
    return both;
  }

  @Test
  void bytesThatAreNoTextAreRefused() {
    var latin = ping("\"echo\":\"caf\u00e9\"").getBytes(ISO_8859_1);

    problem(FARM.client().send("POST", "/jobs", JSON, latin), 400);
  }

  @Test
  void aWrongContentTypeIsRefused() {
    var body = Requests.PING.getBytes(UTF_8);

    var answer = FARM.client().send("POST", "/jobs", "text/xml", body);

    problem(answer, 415);
    assertThat(answer.headers().firstValue("Accept-Post")).contains(JSON);
  }

  /** K19 */
  @ParameterizedTest
  @MethodSource("strangeIds")
  void anUnknownIdIsNotFound(String id) {
    var farm = FARM.client();

    for (var path : List.of("/jobs/%s", "/queue/%s", "/jobs/%s/log", "/jobs/%s/events")) {
      problem(farm.get(path.replace("%s", id)), 404);
    }
    problem(farm.post("/jobs/" + id + "/cancel"), 404);
    problem(farm.post("/jobs/" + id + "/retry"), 404);
  }

  static Stream<String> strangeIds() {
    return Stream.of(UNKNOWN, "7", "nothing", UNKNOWN + "0", "%F0%9F%92%A9", "a".repeat(2_000));
  }

  @ParameterizedTest
  @ValueSource(strings = {"%00", "..%2f..%2fetc%2fpasswd", "%ff", "%zz"})
  void aPathThatIsATrapIsRefused(String id) {
    assertThat(FARM.client().raw("GET /jobs/" + id)).matches("HTTP/1.1 40[04] (?s).*");
  }

  @ParameterizedTest
  @MethodSource("strangeQueries")
  void aStrangeQueryIsRefused(String query) {
    problem(FARM.client().get("/jobs?" + query), 400);
  }

  static Stream<String> strangeQueries() {
    return Stream.of(
        "limit=0",
        "limit=x",
        "limit=201",
        "state=happy",
        "kind=farm.dance",
        "colour=red",
        "cursor=nonsense",
        "acceptedAfter=yesterday",
        "label=%00",
        "limit=1&limit=2");
  }

  @Test
  void whatIsNotSupportedIsNotAllowed() {
    var farm = FARM.client();
    var body = new byte[0];

    for (var method : List.of("DELETE", "PUT", "PATCH")) {
      var answer = farm.send(method, "/jobs", JSON, body);
      problem(answer, 405);
      assertThat(answer.headers().firstValue("Allow").orElse("")).contains("POST", "GET");
    }
  }

  /** K21, M18 */
  @Test
  void nothingIsToldToStrangers() {
    var stranger = new FarmClient(FARM.client().api(), "a-guess");

    for (var path : List.of("/jobs", "/jobs/" + UNKNOWN, "/events", "/workers", "/metrics")) {
      var answer = stranger.get(path);
      problem(answer, 401);
      assertThat(answer.headers().firstValue("WWW-Authenticate").orElse("")).startsWith("Bearer");
    }
    problem(stranger.post("/jobs", Requests.PING), 401);
    assertThat(stranger.get("/health/live").statusCode()).isEqualTo(200);
  }

  private static JsonNode problem(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    var problem = FarmClient.json(answer);
    assertThat(problem.path("type").asText()).matches("/problems/[a-z-]+");
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(answer.body()).doesNotContain("Exception", "\tat ", "forja.api");
    return problem;
  }

  private static List<String> pointers(JsonNode problem) {
    return problem.path("errors").findValuesAsText("pointer");
  }
}
