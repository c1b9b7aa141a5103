package forja.cli.http;

import com.fasterxml.jackson.databind.JsonNode;
import forja.cli.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** A request to the api. */
public record ApiCall(
    String method, String path, Map<String, String> headers, Optional<String> body) {
  private static final String IDEMPOTENCY_KEY = "Idempotency-Key";

  public ApiCall {
    headers = Map.copyOf(headers);
  }

  public static ApiCall get(String path) {
    return new ApiCall("GET", path, Map.of(), Optional.empty());
  }

  public static ApiCall post(String path) {
    return new ApiCall("POST", path, Map.of(), Optional.empty());
  }

  public static ApiCall post(String path, JsonNode body) {
    return post(path).withBody("application/json", Json.line(body));
  }

  public static ApiCall delete(String path) {
    return new ApiCall("DELETE", path, Map.of(), Optional.empty());
  }

  public static ApiCall put(String path, JsonNode body) {
    return new ApiCall("PUT", path, Map.of(), Optional.empty())
        .withBody("application/json", Json.line(body));
  }

  /** What is named in the body is changed, all else stays (RFC 7396). */
  public static ApiCall patch(String path, JsonNode changes) {
    return new ApiCall("PATCH", path, Map.of(), Optional.empty())
        .withBody("application/merge-patch+json", Json.line(changes));
  }

  public static ApiCall put(String path) {
    return new ApiCall("PUT", path, Map.of(), Optional.empty());
  }

  public ApiCall withBody(String type, String text) {
    var typed = with("Content-Type", type);
    return new ApiCall(method, path, typed.headers(), Optional.of(text));
  }

  /** Says that sending it again is harmless. */
  public ApiCall withNewKey() {
    return with(IDEMPOTENCY_KEY, UUID.randomUUID().toString());
  }

  /** Asks the api to wait for the end of the job. */
  public ApiCall waiting(long seconds) {
    return with("Prefer", "wait=" + seconds);
  }

  public ApiCall with(String header, String value) {
    var more = new TreeMap<>(headers);
    more.put(header, value);
    return new ApiCall(method, path, more, body);
  }

  boolean isRepeatable() {
    return !Set.of("POST", "PATCH").contains(method) || headers.containsKey(IDEMPOTENCY_KEY);
  }

  byte[] bytes() {
    return body.orElse("").getBytes(StandardCharsets.UTF_8);
  }
}
