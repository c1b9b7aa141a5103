package forja.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import forja.harness.OwnCertificate;
import forja.harness.StandaloneFarm;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A farm that is asked from other machines. */
class TransportStoryIT {
  private static final OwnCertificate CERTIFICATE = OwnCertificate.make("farm");

  @RegisterExtension
  static final StandaloneFarm FARM =
      new StandaloneFarm(
          "--bind",
          "0.0.0.0",
          "--tls-certificate",
          CERTIFICATE.certificate().toString(),
          "--tls-key",
          CERTIFICATE.key().toString());

  private HttpClient client;

  @BeforeEach
  void connect() {
    client = HttpClient.newBuilder().sslContext(CERTIFICATE.trust()).build();
  }

  @AfterEach
  void disconnect() {
    client.shutdownNow();
  }

  private HttpResponse<String> post(String path, String json, String request) throws Exception {
    return client.send(
        HttpRequest.newBuilder(FARM.address().resolve(path))
            .header("Authorization", "Bearer " + FARM.folder().token())
            .header("Content-Type", "application/json")
            .header("X-Request-Id", request)
            .POST(BodyPublishers.ofString(json))
            .build(),
        BodyHandlers.ofString());
  }

  @Test
  void isAskedOverTlsAlone() throws Exception {
    assertThat(FARM.address().toString()).startsWith("https://localhost:");

    var health =
        client.send(
            HttpRequest.newBuilder(FARM.address().resolve("/health/live")).build(),
            BodyHandlers.ofString());

    assertThat(health.statusCode()).isEqualTo(200);
    assertThat(health.headers().firstValue("Strict-Transport-Security")).isPresent();
    var plain = URI.create("http://localhost:" + FARM.address().getPort() + "/health/live");
    assertThatThrownBy(
            () -> client.send(HttpRequest.newBuilder(plain).build(), BodyHandlers.ofString()))
        .isInstanceOf(IOException.class);
  }

  @Test
  void isKnownToAClientThatTrustsItsCertificate() {
    var ca = CERTIFICATE.certificate().toString();

    assertThat(FARM.cli().types("run", "farm.ping", "--watch", "--ca", ca).code()).isZero();
    assertThat(FARM.cli().types("workers").code()).as("a stranger's certificate").isNotZero();
  }

  @Test
  void letsARequestBeFollowedIntoTheLogOfTheWorker() throws Exception {
    var answer = post("/jobs", "{\"kind\":\"farm.fail\"}", "story-1");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    assertThat(answer.body()).contains("\"requestId\":\"story-1\"");
    FARM.awaitWord("[request story-1]");
  }
}
