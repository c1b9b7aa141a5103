package forja.harness;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import forja.common.wire.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A program that hands in work by HTTP and asks how it goes. */
public final class FarmClient {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Set<String> FINAL = Set.of("succeeded", "failed", "cancelled");

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI api;
  private final String token;
  private final Optional<String> customer;

  public FarmClient(URI api, String token) {
    this(api, token, Optional.empty());
  }

  private FarmClient(URI api, String token, Optional<String> customer) {
    this.api = api;
    this.token = token;
    this.customer = customer;
  }

  /** As the farm's administrator does. */
  public FarmClient actingFor(String name) {
    return new FarmClient(api, token, Optional.of(name));
  }

  /** Somebody else, who acts for nobody but himself. */
  public FarmClient withToken(String other) {
    return new FarmClient(api, other);
  }

  public URI api() {
    return api;
  }

  /** Gives the id of the new job. */
  public String submit(String request) {
    var answer = post("/jobs", request);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return json(answer).path("id").asText();
  }

  /** Gives the ids in the order of the requests. */
  public List<String> batch(List<String> requests) {
    var body = BodyPublishers.ofString(String.join("\n", requests));
    var answer =
        send(
            request("/jobs:batch").header("Content-Type", "application/x-ndjson").POST(body),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return json(answer).path("items").findValuesAsText("id");
  }

  public JsonNode job(String id) {
    return json(get("/jobs/" + id));
  }

  public String state(String id) {
    return job(id).path("state").asText();
  }

  /** The job once it has ended. */
  public JsonNode awaitFinal(String id) {
    return awaitFinal(id, Deadline.PATIENCE);
  }

  public JsonNode awaitFinal(String id, Duration atMost) {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (true) {
      var job = json(get("/jobs/" + id, "Prefer", "wait=5"));
      if (FINAL.contains(job.path("state").asText())) {
        return job;
      }
      assertThat(System.nanoTime()).as("not final: %s", job).isLessThan(deadline);
    }
  }

  public void awaitState(String id, String state) {
    Deadline.until(id + " being " + state, () -> state(id).equals(state));
  }

  /** All jobs that match, page by page, newest first. */
  public List<JsonNode> jobs(String filter) {
    var all = new ArrayList<JsonNode>();
    var page = json(get("/jobs?limit=200" + filter));
    page.path("items").forEach(all::add);
    while (!page.path("next").isNull()) {
      page = json(get("/jobs?limit=200" + filter + "&cursor=" + page.path("next").asText()));
      page.path("items").forEach(all::add);
    }
    return all;
  }

  public List<String> workers() {
    return json(get("/workers")).path("items").findValuesAsText("id");
  }

  /** Row of the capability {@code farm} and the pool, or a missing node. */
  public JsonNode queue(String pool) {
    for (var queue : json(get("/queues")).path("items")) {
      if (queue.path("pool").asText().equals(pool)) {
        return queue;
      }
    }
    return Wire.json().missingNode();
  }

  /** What happened to a job that has ended. */
  public List<EventStream.Event> history(String id) {
    try (var events = events("/jobs/" + id + "/events", "0")) {
      return events.toTheEnd();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while reading events", e);
    }
  }

  public EventStream events(String path, String lastId) {
    var answer = stream(path, "Last-Event-ID", lastId);
    assertThat(answer.statusCode()).isEqualTo(200);
    return new EventStream(answer.body());
  }

  public HttpResponse<InputStream> stream(String path, String... headers) {
    return send(request(path).headers(withAccept(headers)), BodyHandlers.ofInputStream());
  }

  private static String[] withAccept(String... headers) {
    var all = new ArrayList<>(List.of(headers));
    all.addAll(List.of("Accept", "*/*"));
    return all.toArray(String[]::new);
  }

  public HttpResponse<String> get(String path, String... headers) {
    return send(request(path).headers(withAccept(headers)), BodyHandlers.ofString());
  }

  public HttpResponse<String> post(String path, String json) {
    var body = BodyPublishers.ofString(json);
    return send(
        request(path).header("Content-Type", "application/json").POST(body),
        BodyHandlers.ofString());
  }

  /** As {@link #post(String, String)}, under a key that makes it safe to send it again. */
  public HttpResponse<String> postOnce(String path, String json, String key) {
    var body = BodyPublishers.ofString(json);
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(body),
        BodyHandlers.ofString());
  }

  /** For actions, which take no body. */
  public HttpResponse<String> post(String path) {
    return send(request(path).POST(BodyPublishers.noBody()), BodyHandlers.ofString());
  }

  public HttpResponse<String> delete(String path) {
    return send(request(path).DELETE(), BodyHandlers.ofString());
  }

  /** Anything, as it comes: for what no well-behaved program would send. */
  public HttpResponse<String> send(String method, String path, String contentType, byte[] body) {
    return send(
        request(path)
            .header("Content-Type", contentType)
            .method(method, BodyPublishers.ofByteArray(body)),
        BodyHandlers.ofString());
  }

  /** The answer to a request line that no library would send. */
  public String raw(String methodAndPath) {
    var request =
        "%s HTTP/1.1\r\nHost: forja\r\nConnection: close\r\nAuthorization: Bearer %s\r\n\r\n"
            .formatted(methodAndPath, token);
    try (var socket = new Socket(api.getHost(), api.getPort())) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpRequest.Builder request(String path) {
    var request =
        HttpRequest.newBuilder(api.resolve(path))
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + token);
    customer.ifPresent(name -> request.header("Forja-Customer", name));
    return request;
  }

  private <T> HttpResponse<T> send(HttpRequest.Builder request, BodyHandler<T> handler) {
    try {
      return http.send(request.build(), handler);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking " + api, e);
    }
  }

  public static JsonNode json(HttpResponse<String> answer) {
    return Wire.tree(answer.body().getBytes(StandardCharsets.UTF_8));
  }
}
