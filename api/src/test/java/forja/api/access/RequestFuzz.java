package forja.api.access;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import forja.api.http.ApiForTests;
import forja.api.http.contract.OpenApi;
import forja.api.http.contract.OpenApi.Operation;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;

/** A request for an operation as it stands in the document, or nearly so, or not at all. */
final class RequestFuzz {
  private static final List<String> ODD_WORDS =
      List.of(
          "",
          "%00",
          "..",
          "%2e%2e",
          "%2F",
          "a%2Fb",
          ";a=b",
          "x;y",
          "%",
          "%zz",
          "%20",
          "+",
          "x".repeat(3_000),
          "%C3%28",
          "%F0%9F%92%A5",
          "%ED%A0%80",
          "null",
          "-1",
          "0",
          "99999999999999999999",
          "%27%3B%20drop%20table%20job%3B--",
          "%7Bid%7D",
          "*",
          "kind/farm.ping",
          "lock/a",
          "jobs",
          "true",
          "%0d%0aInjected:%201",
          "01919B5E-5F00-7000-8000-000000000000",
          "2030-01-01T00:00:00Z",
          "name=value",
          "\u00e4");

  private static final List<String> ODD_HEADERS =
      List.of(
          "Accept: image/png",
          "Accept: ,;q=x,*/*;q=0",
          "Accept-Encoding: gzip, br, zstd",
          "Content-Encoding: gzip",
          "Content-Type: text/xml",
          "Content-Type: application/json; charset=utf-16",
          "Content-Type: ;;;=",
          "Cookie: a=b; " + "c".repeat(3_000),
          "Expect: 100-continue",
          "Expect: the-unexpected",
          "Forja-Customer: nobody",
          "Forja-Customer: fuzz",
          "Forja-Customer: \u00e4\u00f6",
          "Host: other.example",
          "Idempotency-Key: k",
          "Idempotency-Key: \t",
          "Idempotency-Key: " + "k".repeat(300),
          "If-Match: *",
          "If-Match: \"1\"",
          "If-Match: \"",
          "If-None-Match: *",
          "If-None-Match: W/\"x\", y",
          "If-Modified-Since: yesterday",
          "Last-Event-ID: 0",
          "Last-Event-ID: -1/x",
          "Origin: https://evil.example",
          "Access-Control-Request-Method: DELETE",
          "Prefer: wait=0",
          "Prefer: wait=1, return=minimal",
          "Prefer: wait=many",
          "Range: bytes=0-",
          "Range: bytes=-1",
          "Range: bytes=9-1",
          "Range: lines=1-2,3-4",
          "Transfer-Encoding: gzip",
          "Upgrade: websocket",
          "X-Forwarded-For: 1.2.3.4, \u00e4",
          "X-HTTP-Method-Override: DELETE",
          "X-Request-Id: <script>",
          "X-Long: " + "x".repeat(17_000));

  private static final List<String> ODD_METHODS =
      List.of("HEAD", "OPTIONS", "PATCH", "TRACE", "CONNECT", "PROPFIND", "get", "GE T");

  private final Random random;
  private final JsonFuzz json;
  private final List<String> known;

  /** What is known are the names and ids that earlier answers have told of. */
  RequestFuzz(OpenApi api, Random random, List<String> known) {
    this.random = random;
    this.json = new JsonFuzz(api, random);
    this.known = known;
  }

  /** The bytes, and whether they end before they should. */
  record Request(String operation, byte[] bytes, boolean isCutOff) {
    @Override
    public String toString() {
      var text = new String(bytes, 0, Math.min(bytes.length, 1_500), ISO_8859_1);
      return operation + (isCutOff ? " cut off" : "") + "\n" + text;
    }
  }

  Request of(Operation operation) {
    var body = body(operation);
    boolean isCutOff = body.length > 0 && random.nextInt(60) == 0;
    var headers = headers(operation);
    var method =
        random.nextInt(30) == 0
            ? json.one(ODD_METHODS)
            : operation.method().toUpperCase(Locale.ROOT);
    boolean isChunked = body.length > 0 && random.nextInt(20) == 0;
    if (isChunked) {
      headers.add("Transfer-Encoding: chunked");
    } else if (body.length > 0 || random.nextBoolean()) {
      headers.add("Content-Length: " + (body.length + (isCutOff ? 7 : 0)));
    }
    var head =
        "%s %s%s %s\r\n%s\r\n\r\n"
            .formatted(
                method,
                path(operation),
                query(operation),
                random.nextInt(200) == 0 ? "HTTP/1.0" : "HTTP/1.1",
                String.join("\r\n", headers));
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(head.getBytes(UTF_8));
    bytes.writeBytes(isChunked ? chunks(body) : body);
    return new Request(operation.id(), bytes.toByteArray(), isCutOff);
  }

  private static byte[] chunks(byte[] body) {
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes((Integer.toHexString(body.length) + "\r\n").getBytes(UTF_8));
    bytes.writeBytes(body);
    bytes.writeBytes("\r\n0\r\n\r\n".getBytes(UTF_8));
    return bytes.toByteArray();
  }

  private String path(Operation operation) {
    var path =
        Arrays.stream(operation.path().split("/", -1))
            .map(word -> word.startsWith("{") ? word(operation, word) : word)
            .collect(Collectors.joining("/"));
    return switch (random.nextInt(150)) {
      case 0 -> "/" + path;
      case 1 -> path + "/";
      case 2 -> path.replaceFirst("/", "/./");
      case 3 -> path + "/../" + json.one(ODD_WORDS);
      case 4 -> "http://other.example" + path;
      default -> path;
    };
  }

  private String word(Operation operation, String parameter) {
    var name = parameter.substring(1, parameter.length() - 1);
    int dice = random.nextInt(10);
    if (dice < 6 && !known.isEmpty()) {
      return json.one(known);
    }
    return dice < 8 ? good(operation, name) : json.one(ODD_WORDS);
  }

  private String good(Operation operation, String name) {
    return operation.parameters().stream()
        .filter(parameter -> parameter.path("name").asText().equals(name))
        .findFirst()
        .map(parameter ->
            parameter.has("example")
                ? parameter.get("example").asText()
                : json.good(parameter.path("schema"), 0).asText())
        .map(text -> text.replace(" ", "%20"))
        .orElse("x");
  }

  private String query(Operation operation) {
    var parts = new ArrayList<String>();
    for (var parameter : operation.parameters()) {
      if (parameter.path("in").asText().equals("query") && random.nextInt(4) == 0) {
        var name = parameter.path("name").asText();
        parts.add(
            name + "=" + (random.nextBoolean() ? good(operation, name) : json.one(ODD_WORDS)));
      }
    }
    if (random.nextInt(25) == 0) {
      parts.add(json.one(List.of("colour=red", "&&", "=", "%zz=%zz", "limit", "a=b=c", "\u00e4")));
    }
    return parts.isEmpty() ? "" : "?" + String.join("&", parts);
  }

  private List<String> headers(Operation operation) {
    var headers = new ArrayList<String>();
    headers.add("Host: localhost");
    headers.add("Connection: close");
    token().forEach(token -> headers.add("Authorization: " + token));
    var types = new ArrayList<String>();
    content(operation).fieldNames().forEachRemaining(types::add);
    if (!types.isEmpty() && random.nextInt(20) > 0) {
      headers.add("Content-Type: " + json.one(types));
    }
    for (int more = random.nextInt(8) - 5; more > 0; more--) {
      headers.add(json.one(ODD_HEADERS));
    }
    return headers;
  }

  private List<String> token() {
    return switch (random.nextInt(20)) {
      case 0 -> List.of();
      case 1 -> List.of("Bearer " + "t".repeat(random.nextInt(20_000)));
      case 2 -> List.of("Basic eDp5");
      case 3 -> List.of("Bearer viewer@fuzz/jobs:read");
      case 4, 5 -> List.of("Bearer viewer@fuzz");
      case 6, 7 -> List.of("Bearer operator@fuzz");
      case 8, 9, 10, 11, 12 -> List.of("Bearer admin@fuzz");
      case 13 -> List.of("Bearer " + ApiForTests.TOKEN, "Bearer viewer@fuzz");
      default -> List.of("Bearer " + ApiForTests.TOKEN);
    };
  }

  private static JsonNode content(Operation operation) {
    return operation.body().path("requestBody").path("content");
  }

  private byte[] body(Operation operation) {
    var contents = new ArrayList<JsonNode>();
    content(operation).forEach(contents::add);
    if (contents.isEmpty()) {
      return random.nextInt(15) == 0 ? "{\"a\":1}".getBytes(UTF_8) : new byte[0];
    }
    var content = json.one(contents);
    if (content.has("example") && random.nextInt(4) == 0) {
      return content.get("example").toString().getBytes(UTF_8);
    }
    return json.body(content.path("schema"));
  }
}
