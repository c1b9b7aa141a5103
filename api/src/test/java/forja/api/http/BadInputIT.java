package forja.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import forja.api.http.contract.OpenApi.Operation;
import forja.api.ledger.PostgresForTests;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a caller sends, the answer is a problem with a reason, and never our fault. */
class BadInputIT {
  private static final Contract CONTRACT = new Contract();
  private static final String PING = "{\"kind\":\"farm.ping\"}";
  private static ApiForTests api;

  @BeforeAll
  static void start() {
    api = new ApiForTests(PostgresForTests.emptyDatabase(BadInputIT.class, 12));
  }

  @AfterAll
  static void stop() throws Exception {
    assertThat(api.get("/metrics").body()).doesNotContain("type=\"internal\"");
    api.close();
  }

  static Stream<Operation> operations() {
    return CONTRACT.api.operations().stream();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void noOperationBreaksOnNoise(Operation operation) throws Exception {
    var noise = new Random(operation.id().hashCode());
    for (int round = 0; round < 40; round++) {
      var path = operation.path().replaceAll("\\{\\w+}", segment(noise)) + query(noise);
      var request =
          !operation.method().equals("get")
              ? api.request(path, "Content-Type", pick(noise, TYPES))
                  .method(
                      operation.method().toUpperCase(Locale.ROOT),
                      BodyPublishers.ofByteArray(body(noise)))
              : api.request(path, "Range", pick(noise, WORDS), "Last-Event-ID", pick(noise, WORDS))
                  .GET();

      var answer = api.answer(request.header("Prefer", "wait=" + noise.nextInt(2)).build());

      assertThat(answer.statusCode()).as(path + " " + answer.body()).isLessThan(500);
      if (answer.statusCode() >= 400) {
        checkProblem(answer);
      }
    }
  }

  private static final List<String> TYPES =
      List.of(
          "application/json",
          "application/x-ndjson",
          "application/json; charset=utf-16",
          "text/plain",
          "%%%");
  private static final List<String> WORDS =
      List.of(
          "bytes=0-",
          "bytes=9-1",
          "bytes=99999999999999999999-",
          "7",
          "-1",
          "x",
          "0-0-0",
          "\u00e4",
          "'\"<>");
  private static final List<String> BODIES =
      List.of(
          "",
          "{",
          "[]",
          "[[]]",
          "{}",
          "null",
          "7",
          "\"x\"",
          PING,
          "[" + PING + "]",
          PING + "\n" + PING,
          "{\"kind\":\"farm.ping\",\"kind\":1}",
          "{\"token\":\"\\u0000\"}",
          "\u0000",
          "{\"kind\":\"\\ud800\"}",
          "{\"kind\":\"farm.sleep\",\"spec\":{\"for\":\"P99999999D\"}}",
          "[".repeat(2_000),
          "{\"a\":".repeat(2_000),
          "{\"kind\":\"farm.ping\",\"runAt\":\"0000-01-01T00:00:00Z\"}",
          "{\"kind\":\"farm.ping\",\"runAt\":\"9999-12-31T23:59:60Z\"}",
          "{\"kind\":\"farm.ping\",\"priority\":1e999}",
          "{\"kind\":\"farm.ping\",\"labels\":{\"\\u0000\":\"\"}}");

  private static String segment(Random noise) {
    return pick(
        noise,
        List.of(
            "x",
            "01919b5e-5f00-7000-8000-000000000000",
            "01919B5E-5F00-7000-8000-000000000000",
            "%00",
            "%ff",
            "..",
            "%2e%2e",
            "%2f",
            ";a=b",
            "a%0d%0ab",
            "-",
            "01919b5e-5f00-4000-8000-000000000000",
            "%F0%9F%92%A9"));
  }

  private static String query(Random noise) {
    if (noise.nextInt(3) > 0) {
      return "";
    }
    return pick(
        noise,
        List.of(
            "?",
            "?&&",
            "?x",
            "?x=1",
            "?limit=0",
            "?limit=99999999999",
            "?limit=1&limit=2",
            "?state=asleep",
            "?kind=x",
            "?label=x",
            "?label==",
            "?label=a=%00",
            "?worker=%00",
            "?worker=%ed%a0%80",
            "?cursor=x",
            "?acceptedAfter=now",
            "?acceptedBefore=%2B999999999-01-01T00:00:00Z",
            "?after=-1",
            "?after=x",
            "?follow=maybe",
            "?after=99999999999999999999-0-0"));
  }

  private static byte[] body(Random noise) {
    if (noise.nextInt(4) > 0) {
      return pick(noise, BODIES).getBytes(StandardCharsets.UTF_8);
    }
    var bytes = new byte[noise.nextInt(300)];
    noise.nextBytes(bytes);
    return bytes;
  }

  private static String pick(Random noise, List<String> from) {
    return from.get(noise.nextInt(from.size()));
  }

  private static void checkProblem(Answer answer) {
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    CONTRACT.check(problemSchema(), ApiForTests.json(answer), answer.body());
    assertThat(answer.body()).doesNotContain("Exception").doesNotContain("\tat ");
  }

  private static JsonNode problemSchema() {
    return CONTRACT.api.root().at("/components/schemas/Problem");
  }

  @Test
  void storesNothingOfWhatItRefuses() throws Exception {
    for (var body :
        List.of("{\"kind\":\"farm.ping\",\"x\":1}", "{\"kind\":\"farm.nap\"}", "{", "[]")) {
      assertThat(api.post("/jobs", body, "Idempotency-Key", "refused").statusCode()).isEqualTo(400);
    }

    assertThat(api.post("/jobs", PING, "Idempotency-Key", "refused").statusCode()).isEqualTo(202);
  }

  /** A pattern that repeats a group would need a stack as deep as the name is long. */
  @ParameterizedTest
  @ValueSource(strings = {"a", "/a", "a/", "-"})
  void refusesNamesOfAHundredKilobytes(String part) throws Exception {
    var name = "a" + part.repeat(100 * 1_024 / part.length());
    var body = "{\"kind\":\"farm.ping\",\"locks\":[\"" + name + "\"]}";
    var answer =
        api.answer(
            api.request("/jobs", "Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build());

    assertThat(answer.statusCode()).isEqualTo(400);
    checkProblem(answer);
    assertThat(ApiForTests.json(answer).path("errors").findValuesAsText("pointer"))
        .contains("/locks/0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH", "TRACE", "QUERY", "FOO"})
  void saysWhichMethodsAPathAllows(String method) throws Exception {
    var answer =
        api.answer(api.request("/jobs:batch").method(method, BodyPublishers.noBody()).build());

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow")).contains("OPTIONS, POST");
    checkProblem(answer);
  }

  @Test
  void answersHeadAndOptions() throws Exception {
    var head = api.answer(api.request("/kinds").method("HEAD", BodyPublishers.noBody()).build());
    var stream = api.answer(api.request("/events").method("HEAD", BodyPublishers.noBody()).build());
    var options =
        api.answer(api.request("/jobs/x/log").method("OPTIONS", BodyPublishers.noBody()).build());
    var nowhere =
        api.answer(api.request("/nowhere").method("OPTIONS", BodyPublishers.noBody()).build());

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.headers().firstValueAsLong("Content-Length").orElse(0)).isPositive();
    assertThat(stream.statusCode()).isEqualTo(200);
    assertThat(options.statusCode()).isEqualTo(204);
    assertThat(options.headers().firstValue("Allow")).contains("GET, HEAD, OPTIONS");
    assertThat(nowhere.statusCode()).isEqualTo(404);
  }
}
