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
  private static final String CUSTOMER = "Forja-Customer";
  private static final int UNAUTHORIZED = 401;
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);

  /** Longer than the longest {@code Prefer: wait}. */
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(90);

  /** A stream lasts as long as it lasts. */
  private static final Duration NO_LIMIT = Duration.ZERO;

  private static final Duration BUSY_LIMIT = Duration.ofSeconds(15);
  private static final Duration END_LIMIT = Duration.ofMillis(100);

  private final URI address;
  private final HttpClient http;
  private final Bearer bearer;
  private final Map<String, String> customer;

  /** Says nothing about who asks. */
  public ApiClient(URI address, Trust trust) {
    this(address, connections(trust), Bearer.NOBODY, Map.of());
  }

  private ApiClient(URI address, HttpClient http, Bearer bearer, Map<String, String> customer) {
    this.address = address;
    this.http = http;
    this.bearer = bearer;
    this.customer = customer;
  }

  private static HttpClient connections(Trust trust) {
    var client =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT_LIMIT);
    return trust.addTo(client).build();
  }

  /** The same connections, with this token; only the first client has to be closed. */
  public ApiClient with(Bearer other) {
    return new ApiClient(address, http, other, customer);
  }

  /** The same, acting for a customer; only the farm's administrator can act for another one. */
  public ApiClient actingFor(String name) {
    return new ApiClient(address, http, bearer, Map.of(CUSTOMER, name));
  }

  /** The same, acting for the customer to whom the token belongs. */
  public ApiClient actingForItself() {
    return new ApiClient(address, http, bearer, Map.of());
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
    var response = exchange(call, ANSWER_LIMIT, BodyHandlers.ofByteArray());
    if (response.statusCode() >= 400) {
      throw new Refused(Problem.of(response.statusCode(), response.body()));
    }
    return new Answer(response.statusCode(), response.headers(), response.body());
  }

  /** An answer that comes bit by bit; the caller closes it. */
  public HttpResponse<InputStream> open(String path, Map<String, String> headers) {
    var call = new ApiCall("GET", path, headers, Optional.empty());
    var response = exchange(call, NO_LIMIT, BodyHandlers.ofInputStream());
    if (response.statusCode() < 400) {
      return response;
    }
    try (var body = response.body()) {
      throw new Refused(Problem.of(response.statusCode(), body.readAllBytes()));
    } catch (IOException broken) {
      throw new Unreachable(address, broken);
    }
  }

  /** A token that is refused may have a successor: nothing was done yet, so it is asked again. */
  private <T> HttpResponse<T> exchange(
      ApiCall call, Duration limit, HttpResponse.BodyHandler<T> handler) {
    var token = bearer.token();
    var response = exchange(request(call, limit, token), handler);
    if (response.statusCode() != UNAUTHORIZED || token.isEmpty()) {
      return response;
    }
    var other = bearer.insteadOf(token.get());
    if (other.isEmpty()) {
      return response;
    }
    discard(response.body());
    return exchange(request(call, limit, other), handler);
  }

  /** A body that nobody reads would keep its connection. */
  private static void discard(Object body) {
    if (body instanceof InputStream stream) {
      try (stream) {
        stream.readAllBytes();
      } catch (IOException _) {
        // It was not wanted.
      }
    }
  }

  private HttpRequest request(ApiCall call, Duration limit, Optional<String> token) {
    var body =
        call.body().isPresent()
            ? BodyPublishers.ofByteArray(call.bytes())
            : BodyPublishers.noBody();
    var request =
        HttpRequest.newBuilder(URI.create(address + call.path())).method(call.method(), body);
    customer.forEach(request::header);
    call.headers().forEach(request::header);
    token.ifPresent(known -> request.header("Authorization", "Bearer " + known));
    if (!limit.isZero()) {
      request.timeout(limit);
    }
    return request.build();
  }

  private <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
    try {
      return http.send(request, handler);
    } catch (IOException broken) {
      throw Untrusted.in(broken, address)
          .map(RuntimeException.class::cast)
          .orElseGet(() -> new Unreachable(address, broken));
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
