package forja.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import forja.api.ledger.LedgerBusy;
import forja.api.ledger.LedgerUnavailable;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The server alone, with resources that fail in every way there is. */
class HttpApiTest {
  private final Streams streams = new Streams();
  private final CompletableFuture<Thread> streaming = new CompletableFuture<>();
  private final HttpApi api =
      new HttpApi(
          new Gate(new AdministratorToken("t"), _ -> Optional.empty(), operations()),
          Witness.BLIND,
          new SimpleMeterRegistry(),
          streams,
          List.of(this::addTo));
  private final HttpClient client = HttpClient.newHttpClient();
  private int port;

  private static Operations operations() {
    var open = Access.rule("live").orElseThrow();
    return Operations.shipped()
        .and("GET", "/bug", open)
        .and("GET", "/busy", open)
        .and("GET", "/away", open)
        .and("GET", "/endless", open)
        .and("GET", "/known/{id}", Access.reads("showKnown", Role.VIEWER, "known", "id"));
  }

  private void addTo(Routes routes) {
    routes
        .openGet("/bug", Routes.JSON, _ -> fail(new IllegalStateException("secret detail")))
        .openGet("/busy", Routes.JSON, _ -> fail(new CompletionException(new LedgerBusy(50_001))))
        .openGet("/away", Routes.JSON, _ -> fail(new LedgerUnavailable("gone", new IOException())))
        .openGet("/health/ready", Routes.JSON, new HealthResource(List.of(new Broken()))::ready)
        .openGet("/endless", "text/plain", http -> streams.run(http, "text/plain", this::endless))
        .get("/known/{id}", Routes.JSON, http -> http.result(Gate.caller(http).role().wireName()));
  }

  private static void fail(RuntimeException failure) {
    throw failure;
  }

  private void endless(OutputStream out) throws IOException, InterruptedException {
    out.write('x');
    out.flush();
    streaming.complete(Thread.currentThread());
    new CountDownLatch(1).await();
  }

  private static final class Broken implements ReadinessCheck {
    @Override
    public String part() {
      return "disk";
    }

    @Override
    public Condition condition() {
      throw new IllegalStateException("no such device");
    }
  }

  @BeforeEach
  void start() {
    port = api.start("127.0.0.1", 0);
  }

  @AfterEach
  void stop() {
    client.shutdownNow();
    api.close();
  }

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    return client.send(
        (headers.length == 0 ? request : request.headers(headers)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void tellsOfABugOnlyAnIncident() throws Exception {
    var answer = get("/bug", "X-Request-Id", "mine-1");

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(ApiForTests.json(answer).path("incident").asText()).isNotEmpty();
    assertThat(answer.body()).doesNotContain("secret").doesNotContain("Exception");
    assertThat(answer.headers().firstValue("X-Request-Id")).contains("mine-1");
  }

  @Test
  void saysWhenToComeBack() throws Exception {
    var busy = get("/busy");
    var away = get("/away");

    assertThat(busy.statusCode()).isEqualTo(429);
    assertThat(busy.headers().firstValue("Retry-After")).contains("1");
    assertThat(away.statusCode()).isEqualTo(503);
    assertThat(away.headers().firstValue("Retry-After")).contains("1");
  }

  @Test
  void countsAPartThatCannotBeCheckedAsDown() throws Exception {
    var answer = get("/health/ready");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(ApiForTests.json(answer).at("/parts/disk/status").asText()).isEqualTo("down");
  }

  @Test
  void knowsItsCallers() throws Exception {
    assertThat(get("/known/x").statusCode()).isEqualTo(401);
    assertThat(get("/known/x", "Authorization", "Basic dDp0").statusCode()).isEqualTo(401);
    assertThat(get("/known/x", "Authorization", "Bearer u").statusCode()).isEqualTo(401);
    assertThat(get("/known/x", "Authorization", "bearer t").body()).isEqualTo("farm-admin");
  }

  @Test
  void answersOnlyInAFormThatIsWanted() throws Exception {
    assertThat(get("/busy", "Accept", "text/html, application/json;q=0").statusCode())
        .isEqualTo(406);
    assertThat(get("/busy", "Accept", "text/html, application/*;q=0.1").statusCode())
        .isEqualTo(429);
  }

  @Test
  void endsItsStreamsWhenItStops() throws Exception {
    var answer =
        client.sendAsync(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/endless")).build(),
            HttpResponse.BodyHandlers.ofString());
    var thread = streaming.get(20, TimeUnit.SECONDS);

    streams.close();

    assertThat(answer.get(20, TimeUnit.SECONDS).body()).isEqualTo("x");
    assertThat(thread.join(Duration.ofSeconds(20))).isTrue();
  }
}
