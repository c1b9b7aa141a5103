package forja.api.http.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The api's document: openapi.yaml as it is shipped. */
public final class OpenApi {
  private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");

  private final String text;
  private final JsonNode root;

  private OpenApi(String text, JsonNode root) {
    this.text = text;
    this.root = root;
  }

  /** One operation, with the parameters of its path among its own. */
  public record Operation(String method, String path, JsonNode body, List<JsonNode> parameters) {
    public String id() {
      return body.path("operationId").asText();
    }
  }

  public static OpenApi shipped() {
    try (var yaml = OpenApi.class.getResourceAsStream("/forja/openapi.yaml")) {
      if (yaml == null) {
        throw new IllegalStateException("openapi.yaml is not in the jar");
      }
      return of(new String(yaml.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Another document than the one that is shipped. */
  public static OpenApi of(String yaml) throws IOException {
    return new OpenApi(yaml, new YAMLMapper().readTree(yaml));
  }

  public String text() {
    return text;
  }

  public JsonNode root() {
    return root;
  }

  /** What a reference points at; the node itself when it is none. */
  public JsonNode resolve(JsonNode node) {
    return node.has("$ref") ? root.at(node.get("$ref").asText().substring(1)) : node;
  }

  public List<Operation> operations() {
    var operations = new ArrayList<Operation>();
    root.path("paths")
        .properties()
        .forEach(path ->
            METHODS.stream()
                .filter(path.getValue()::has)
                .map(method -> operation(method, path.getKey(), path.getValue()))
                .forEach(operations::add));
    return operations;
  }

  private Operation operation(String method, String path, JsonNode item) {
    var parameters = new ArrayList<JsonNode>();
    item.path("parameters").forEach(parameter -> parameters.add(resolve(parameter)));
    item.path(method).path("parameters").forEach(parameter -> parameters.add(resolve(parameter)));
    return new Operation(method, path, item.path(method), parameters);
  }
}
