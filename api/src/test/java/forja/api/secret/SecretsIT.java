package forja.api.secret;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import forja.api.http.ApiForTests;
import forja.api.ledger.PostgresForTests;
import forja.common.wire.Wire;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Secrets over HTTP. */
class SecretsIT {
  private static final String VALUE = "correct-horse-battery";
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private static ApiForTests api;

  private final String name = "secret-" + NUMBER.incrementAndGet();

  @BeforeAll
  static void start() {
    api = new ApiForTests(PostgresForTests.emptyDatabase(SecretsIT.class, 8));
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void keepsAValueAndShowsItToNobody() throws Exception {
    var made = post("{\"name\":\"%s\",\"value\":\"%s\",\"description\":\"d\"}");

    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    for (var answer :
        new HttpResponse<?>[] {
          made,
          send("GET", "/secrets/" + name, ""),
          send("GET", "/secrets", ""),
          send("POST", "/secrets/query", "{}"),
          send("PATCH", "/secrets/" + name, "{\"description\":\"e\"}"),
          send("PUT", "/secrets/" + name, body("{\"name\":\"%s\",\"value\":\"%s\"}")),
        }) {
      assertThat(answer.statusCode()).as(answer.toString()).isBetween(200, 201);
      assertThat(answer.body().toString()).doesNotContain(VALUE).doesNotContain("\"value\"");
    }
  }

  @Test
  void tellsOfAValueOnlyHowLongItIsAndSinceWhen() throws Exception {
    var made = json(post("{\"name\":\"%s\",\"value\":\"%s\"}"));

    assertThat(made.path("size").asInt()).isEqualTo(VALUE.length());
    assertThat(made.path("number").asInt()).isEqualTo(1);
    assertThat(Instant.parse(made.path("setAt").asText()))
        .isAfterOrEqualTo(Instant.parse(made.path("createdAt").asText()));
    assertThat(made.has("usedAt")).isFalse();
  }

  @Test
  void takesANewValueAndKeepsTheOldOneWithoutOne() throws Exception {
    post("{\"name\":\"%s\",\"value\":\"%s\"}");

    var labelled = json(send("PATCH", "/secrets/" + name, "{\"labels\":{\"a\":\"b\"}}"));
    var replaced = json(send("PUT", "/secrets/" + name, body("{\"name\":\"%s\"}")));
    var changed = json(send("PATCH", "/secrets/" + name, "{\"value\":\"another\"}"));

    assertThat(labelled.path("number").asInt()).isEqualTo(1);
    assertThat(replaced.path("number").asInt()).isEqualTo(1);
    assertThat(replaced.path("labels")).isEmpty();
    assertThat(changed.path("number").asInt()).isEqualTo(2);
    assertThat(changed.path("size").asInt()).isEqualTo(7);
    assertThat(changed.path("version").asInt()).isEqualTo(4);
  }

  @Test
  void takesBytes() throws Exception {
    var made = json(post("{\"name\":\"%s\",\"value\":\"AAECAwQF/w==\",\"encoding\":\"base64\"}"));

    assertThat(made.path("size").asInt()).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"name\":\"%s\"}|/value|missing",
        "{\"name\":\"%s\",\"value\":\"abc\"}|/value|out-of-range",
        "{\"name\":\"%s\",\"value\":\" abc \"}|/value|out-of-range",
        "{\"name\":\"%s\",\"value\":\"AA==\",\"encoding\":\"base64\"}|/value|out-of-range",
        "{\"name\":\"%s\",\"value\":\"no base64!\",\"encoding\":\"base64\"}|/value|wrong-format",
        "{\"name\":\"%s\",\"value\":\"abcd\",\"encoding\":\"hex\"}|/encoding|not-allowed",
        "{\"name\":\"%s\",\"value\":\"abcd\",\"size\":4}|/size|not-allowed",
        "{\"name\":\"Upper\",\"value\":\"abcd\"}|/name|wrong-format",
        "{\"name\":\"a@b\",\"value\":\"abcd\"}|/name|wrong-format",
      })
  void saysWhatIsWrong(String body, String pointer, String code) throws Exception {
    var answer = post(body);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    var error = json(answer).path("errors").path(0);
    assertThat(error.path("pointer").asText()).as(answer.body()).isEqualTo(pointer);
    assertThat(error.path("code").asText()).isEqualTo(code);
  }

  @Test
  void takesSoManyBytesAndNoMore() throws Exception {
    var most = post("{\"name\":\"%s\",\"value\":\"" + "x".repeat(32 * 1024) + "\"}");
    var more =
        send("PATCH", "/secrets/" + name, "{\"value\":\"" + "x".repeat(32 * 1024 + 1) + "\"}");

    assertThat(most.statusCode()).isEqualTo(201);
    assertThat(more.statusCode()).isEqualTo(400);
    assertThat(more.body()).contains("must be at most 32768 bytes").doesNotContain("xxxx");
  }

  @Test
  void keepsItsName() throws Exception {
    post("{\"name\":\"%s\",\"value\":\"%s\"}");

    var answer = send("PATCH", "/secrets/" + name, "{\"name\":\"renamed\"}");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
  }

  @Test
  void goes() throws Exception {
    post("{\"name\":\"%s\",\"value\":\"%s\"}");

    assertThat(send("DELETE", "/secrets/" + name, "").statusCode()).isEqualTo(204);
    assertThat(send("GET", "/secrets/" + name, "").statusCode()).isEqualTo(404);
  }

  @Test
  void sealsAnewOnRequest() throws Exception {
    var answer = send("POST", "/secrets/rotate", "");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(json(answer).path("key").asText()).matches("[0-9a-f]{16}");
    assertThat(json(answer).at("/sealed/secrets/failed").asInt()).isZero();
    assertThat(send("POST", "/secrets/rotate", "{}").statusCode()).isEqualTo(400);
  }

  private HttpResponse<String> post(String body) throws Exception {
    return send("POST", "/secrets", body(body));
  }

  /** With name and value where they belong. */
  private String body(String pattern) {
    return pattern.formatted(name, VALUE);
  }

  private static HttpResponse<String> send(String method, String path, String body)
      throws Exception {
    var request = api.request(path).method(method, BodyPublishers.ofString(body));
    return api.send(body.isEmpty() ? request : request.header("Content-Type", "application/json"));
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return Wire.tree(answer.body().getBytes(StandardCharsets.UTF_8));
  }
}
