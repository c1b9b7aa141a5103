package forja.cli.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Speaks HTTP with the api; what it refuses is a {@link Refused}. Safe for many threads. */
public final class ApiClient implements AutoCloseable {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);

  /** Longer than the longest {@code Prefer: wait}. */
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(90);

  private static final Duration BUSY_LIMIT = Duration.ofSeconds(15);
  private static final Duration END_LIMIT = Duration.ofMillis(100);

  private final URI address;
  private final Optional<String> token;
  private final HttpClient http;

  public ApiClient(URI address, Optional<String> token) {
    this.address = address;
    this.token = token;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_LIMIT)
            .build();
  }

  public URI address() {
    return address;
  }

  public JsonNode get(String path) {
    return send(ApiCall.get(path)).json();
  }

  /** What can be sent again is, for a while, when the api says that it is busy. */
  public Answer send(ApiCall call) {
    var patience = new Patience(BUSY_LIMIT);
    while (true) {
      try {
        return sendOnce(call);
      } catch (Refused refused) {
        if (!refused.passes() || !call.isRepeatable()) {
          throw refused;
        }
        patience.pauseAfter(refused);
      }
    }
  }

  private Answer sendOnce(ApiCall call) {
    var request = request(call).timeout(ANSWER_LIMIT).build();
    var response = exchange(request, BodyHandlers.ofByteArray());
    if (response.statusCode() >= 400) {
      throw new Refused(Problem.of(response.statusCode(), response.body()));
    }
    return new Answer(response.statusCode(), response.headers(), response.body());
  }

  /** An answer that comes bit by bit; the caller closes it. */
  public HttpResponse<InputStream> open(String path, Map<String, String> headers) {
    var call = new ApiCall("GET", path, headers, Optional.empty());
    var response = exchange(request(call).build(), BodyHandlers.ofInputStream());
    if (response.statusCode() < 400) {
      return response;
    }
    try (var body = response.body()) {
      throw new Refused(Problem.of(response.statusCode(), body.readAllBytes()));
    } catch (IOException broken) {
      throw new Unreachable(address, broken);
    }
  }

  private HttpRequest.Builder request(ApiCall call) {
    var request =
        HttpRequest.newBuilder(URI.create(address + call.path()))
            .method(
                call.method(),
                call.body().isPresent()
                    ? BodyPublishers.ofByteArray(call.bytes())
                    : BodyPublishers.noBody());
    call.headers().forEach(request::header);
    token.ifPresent(known -> request.header("Authorization", "Bearer " + known));
    return request;
  }

  private <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
    try {
      return http.send(request, handler);
    } catch (IOException broken) {
      throw new Unreachable(address, broken);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new java.io.InterruptedIOException("told to stop"));
    }
  }

  /** Whoever leaves this open waits 0.3 s at the end of the process for threads that never end. */
  @Override
  public void close() {
    http.shutdownNow();
    try {
      http.awaitTermination(END_LIMIT);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
