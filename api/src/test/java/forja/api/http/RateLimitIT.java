package forja.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whoever asks too often is told when to come back. */
class RateLimitIT {
  private static final int PER_SECOND = 5;

  private final AtomicLong now = new AtomicLong();
  private final HttpClient client = HttpClient.newHttpClient();
  private final ServerForTests server =
      new ServerForTests(
          new Transport(
              Optional.empty(),
              TrustedProxies.NONE,
              Cors.NONE,
              RateLimits.of(PER_SECOND, now::get)));

  @AfterEach
  void stop() {
    client.shutdownNow();
    server.close();
  }

  private HttpResponse<String> as(String user) throws Exception {
    return server.get(client, "/address", "Authorization", "Bearer " + user);
  }

  @Test
  void countsEachCaller() throws Exception {
    for (int i = 0; i < 2 * PER_SECOND; i++) {
      assertThat(as("anna").statusCode()).isEqualTo(200);
    }

    var refused = as("anna");

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("Retry-After")).contains("1");
    assertThat(refused.body()).contains("/problems/rate-limited");
    assertThat(as("ben").statusCode()).isEqualTo(200);
    assertThat(server.refused)
        .singleElement()
        .satisfies(call -> {
          assertThat(call.caller().orElseThrow().who()).isEqualTo("user:anna");
          assertThat(call.rule().operation()).isEqualTo("showAddress");
        });
    now.addAndGet(1_000_000_000L);
    assertThat(as("anna").statusCode()).isEqualTo(200);
  }

  @Test
  void countsAllTokensOfAUserTogether() throws Exception {
    for (int i = 0; i < 2 * PER_SECOND; i++) {
      as("anna/" + i);
    }

    assertThat(as("anna").statusCode()).isEqualTo(429);
  }

  @Test
  void countsWhatComesFromAnAddressWhoeverAsks() throws Exception {
    for (int i = 0; i < 2 * PER_SECOND * 5; i++) {
      assertThat(server.get(client, "/nothing/here").statusCode()).isEqualTo(401);
    }

    assertThat(server.get(client, "/open").statusCode()).isEqualTo(429);
    assertThat(as("anna").statusCode()).isEqualTo(429);
  }
}
