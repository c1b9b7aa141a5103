package forja.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import forja.common.wire.Wire;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;

/** Somebody who asks the api with a token of his own. */
public final class Guest {
  private final ApiForTests api;
  private final String token;

  private Guest(ApiForTests api, String token) {
    this.api = api;
    this.token = token;
  }

  public static Guest with(ApiForTests api, String token) {
    return new Guest(api, token);
  }

  /** The farm's administrator. */
  public static Guest administrator(ApiForTests api) {
    return new Guest(api, ApiForTests.TOKEN);
  }

  /** Logs in as a user. */
  public static Guest of(ApiForTests api, String customer, String user, String password)
      throws IOException, InterruptedException {
    var said = administrator(api).post("/login", form(customer, user, password));
    return new Guest(api, said.body().path("token").asText());
  }

  public static String form(String customer, String user, String password) {
    return Wire.text(
        Wire.json()
            .createObjectNode()
            .put("customer", customer)
            .put("user", user)
            .put("password", password));
  }

  /** What was answered; an empty object when it was nothing. */
  public record Said(int status, JsonNode body, Answer answer) {
    public String text(String pointer) {
      return body.at(pointer).asText();
    }
  }

  public String token() {
    return token;
  }

  public Said get(String path) throws IOException, InterruptedException {
    return ask("GET", path, BodyPublishers.noBody());
  }

  public Said delete(String path) throws IOException, InterruptedException {
    return ask("DELETE", path, BodyPublishers.noBody());
  }

  public Said post(String path, String body) throws IOException, InterruptedException {
    return ask("POST", path, BodyPublishers.ofString(body));
  }

  public Said put(String path, String body) throws IOException, InterruptedException {
    return ask("PUT", path, BodyPublishers.ofString(body));
  }

  public Said patch(String path, String body) throws IOException, InterruptedException {
    return ask("PATCH", path, BodyPublishers.ofString(body));
  }

  private Said ask(String method, String path, BodyPublisher body)
      throws IOException, InterruptedException {
    var request =
        api.request(path)
            .setHeader("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .method(method, body);
    var answer = api.answer(request.build());
    var text = answer.body().isEmpty() ? "{}" : answer.body();
    return new Said(answer.statusCode(), Wire.tree(text.getBytes(StandardCharsets.UTF_8)), answer);
  }
}
