package forja.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import forja.routes.program.CannotStart;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages from listed origins may ask, and no others. */
class CorsIT {
  private static final String OURS = "https://console.example";

  private static HttpClient client;
  private static ServerForTests server;

  @BeforeAll
  static void start() {
    client = HttpClient.newHttpClient();
    server =
        new ServerForTests(
            new Transport(
                Optional.empty(),
                TrustedProxies.NONE,
                Cors.of(List.of(OURS, "http://localhost:3000")),
                RateLimits.NONE));
  }

  @AfterAll
  static void stop() {
    client.shutdownNow();
    server.close();
  }

  private static HttpResponse<String> preflight(String origin) throws Exception {
    return server.send(
        client,
        "OPTIONS",
        "/address",
        "Origin",
        origin,
        "Access-Control-Request-Method",
        "GET",
        "Access-Control-Request-Headers",
        "authorization");
  }

  private static Optional<String> header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue("Access-Control-" + name);
  }

  @Test
  void tellsAListedPageThatItMayAsk() throws Exception {
    var answer = preflight(OURS);

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(header(answer, "Allow-Origin")).contains(OURS);
    assertThat(header(answer, "Allow-Methods").orElseThrow()).contains("PATCH");
    assertThat(header(answer, "Allow-Headers").orElseThrow())
        .contains("Authorization", "If-Match", "Forja-Customer");
    assertThat(header(answer, "Allow-Credentials")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://evil.example", "https://console.example.evil.example", "null"})
  void tellsNobodyElse(String origin) throws Exception {
    var answer = preflight(origin);

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(header(answer, "Allow-Origin")).isEmpty();
    assertThat(answer.headers().firstValue("Vary")).contains("Origin");
  }

  @Test
  void letsAListedPageSeeTheAnswerAndItsHeaders() throws Exception {
    var answer = server.get(client, "/open", "Origin", OURS);

    assertThat(header(answer, "Allow-Origin")).contains(OURS);
    assertThat(header(answer, "Expose-Headers").orElseThrow())
        .contains("Location", "ETag", "Link", "X-Request-Id", "Retry-After");
  }

  @Test
  void letsItSeeWhyItWasRefused() throws Exception {
    var answer = server.get(client, "/address", "Origin", "http://localhost:3000");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(header(answer, "Allow-Origin")).contains("http://localhost:3000");
  }

  @Test
  void showsOthersNothing() throws Exception {
    assertThat(
            header(server.get(client, "/open", "Origin", "https://evil.example"), "Allow-Origin"))
        .isEmpty();
  }

  @Test
  void letsNothingRunThatIsAnswered() throws Exception {
    assertThat(server.get(client, "/open").headers().firstValue("Content-Security-Policy"))
        .hasValueSatisfying(policy -> assertThat(policy).contains("default-src 'none'"));
    assertThat(server.get(client, "/open").headers().firstValue("Strict-Transport-Security"))
        .as("in the clear nothing is promised")
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"*", "console.example", "https://console.example/", "ftp://x", "https://", ""})
  void wantsOrigins(String word) {
    assertThatThrownBy(() -> Cors.of(List.of(word)))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("--cors-origins");
  }
}
