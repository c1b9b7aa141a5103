package forja.cli.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import forja.cli.json.Json;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * Where we logged in, and the token to show there: one that lasts, or one of a session, which comes
 * with the means to get the next one.
 */
public record StoredLogin(
    URI url, String token, Optional<Renewal> renewal, Optional<Path> certificates) {

  /** How a session goes on: with this, once and before the token has expired. */
  public record Renewal(String refresh, Instant due) {
    @Override
    public String toString() {
      return "Renewal[due=" + due + "]";
    }
  }

  /** A token that lasts until somebody revokes it. */
  public static StoredLogin lasting(URI url, String token) {
    return new StoredLogin(url, token, Optional.empty(), Optional.empty());
  }

  public StoredLogin renewed(String next, Renewal after) {
    return new StoredLogin(url, next, Optional.of(after), certificates);
  }

  public StoredLogin trusting(Optional<Path> others) {
    return new StoredLogin(url, token, renewal, others);
  }

  ObjectNode document() {
    var document = Json.object().put("url", url.toString()).put("token", token);
    renewal.ifPresent(
        then -> document.put("refresh", then.refresh()).put("renewAt", then.due().toString()));
    certificates.ifPresent(file -> document.put("ca", file.toString()));
    return document;
  }

  static StoredLogin of(JsonNode document) {
    var refresh = Json.text(document, "refresh");
    var certificates = Json.text(document, "ca");
    return new StoredLogin(
        URI.create(Json.text(document, "url")),
        Json.text(document, "token"),
        refresh.isEmpty() ? Optional.empty() : Optional.of(new Renewal(refresh, due(document))),
        certificates.isEmpty() ? Optional.empty() : Optional.of(Path.of(certificates)));
  }

  private static Instant due(JsonNode document) {
    try {
      return Instant.parse(Json.text(document, "renewAt"));
    } catch (DateTimeParseException unknown) {
      return Instant.EPOCH;
    }
  }

  @Override
  public String toString() {
    return "StoredLogin[url=" + url + "]";
  }
}
