package forja.intake;

import com.fasterxml.jackson.databind.JsonNode;
import forja.common.wire.Wire;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;

/** Looks at the farm over HTTP, as its administrator. */
final class HttpCaller {
  private final HttpClient http = HttpClient.newHttpClient();
  private final URI api;
  private final String token;

  HttpCaller(URI api, Path token) throws IOException {
    this.api = api;
    this.token = Files.readString(token).strip();
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(api.resolve(path))
            .header("Authorization", "Bearer " + token)
            .header("Prefer", "wait=20")
            .build();
    var answer = http.send(request, BodyHandlers.ofByteArray());
    if (answer.statusCode() != 200) {
      throw new IOException(path + " answers " + answer.statusCode());
    }
    return Wire.tree(answer.body());
  }

  String text(String path) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(api.resolve(path))
            .header("Authorization", "Bearer " + token)
            .build();
    return http.send(request, BodyHandlers.ofString()).body();
  }

  /** The status of the answer to a request without a body. */
  int status(String method, String path) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(api.resolve(path))
            .header("Authorization", "Bearer " + token)
            .method(method, BodyPublishers.noBody())
            .build();
    return http.send(request, BodyHandlers.discarding()).statusCode();
  }

  /** The state of a job, after it has ended. */
  String endOf(Heard receipt) throws IOException, InterruptedException {
    return get(receipt.json().path("links").path("self").asText()).path("state").asText();
  }
}
