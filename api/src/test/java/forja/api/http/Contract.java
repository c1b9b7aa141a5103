package forja.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import forja.api.http.contract.OpenApi;
import forja.api.http.contract.OpenApi.Operation;
import forja.common.wire.Wire;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * Holds answers against openapi.yaml: the status is documented, and headers and body are as it
 * says.
 */
final class Contract {
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          registry ->
              registry.schemaRegistryConfig(
                  SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

  final OpenApi api = OpenApi.shipped();

  List<Integer> statuses(Operation operation) {
    return StreamSupport.stream(
            operation.body().path("responses").properties().spliterator(), false)
        .map(response -> Integer.valueOf(response.getKey()))
        .toList();
  }

  void check(Operation operation, Answer answer) {
    var what = operation.id() + " " + answer.statusCode() + " " + answer.body();
    var documented = operation.body().path("responses").path(String.valueOf(answer.statusCode()));
    assertThat(documented.isMissingNode()).as(what + " is documented").isFalse();
    var response = api.resolve(documented);
    checkHeaders(response.path("headers"), answer, what);
    checkBody(response.path("content"), answer, what);
    assertThat(answer.headers().firstValue("X-Request-Id")).as(what).isPresent();
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).as(what).contains("nosniff");
  }

  private void checkHeaders(JsonNode headers, Answer answer, String what) {
    for (var documented : headers.properties()) {
      var header = api.resolve(documented.getValue());
      var value = answer.headers().firstValue(documented.getKey());
      if (header.path("required").asBoolean()) {
        assertThat(value).as(what + " has " + documented.getKey()).isPresent();
      }
      value.ifPresent(text -> checkHeader(header.path("schema"), text, what));
    }
  }

  private void checkHeader(JsonNode schema, String text, String what) {
    var node =
        schema.path("type").asText().equals("integer")
            ? JsonNodeFactory.instance.numberNode(Long.parseLong(text))
            : JsonNodeFactory.instance.textNode(text);
    check(schema, node, what + " header " + text);
  }

  private void checkBody(JsonNode content, Answer answer, String what) {
    if (content.isMissingNode()) {
      assertThat(answer.body()).as(what).isEmpty();
      return;
    }
    var type = answer.headers().firstValue("Content-Type").orElse("").split(";", 2)[0];
    assertThat(content.has(type)).as(what + " as " + type).isTrue();
    if (type.endsWith("json")) {
      check(
          content.path(type).path("schema"),
          Wire.tree(answer.body().getBytes(StandardCharsets.UTF_8)),
          what);
    }
  }

  /** References in a part of the document mean the whole of it. */
  void check(JsonNode schema, JsonNode value, String what) {
    var whole = JsonNodeFactory.instance.objectNode();
    whole.set("components", api.root().path("components"));
    whole.putArray("allOf").add(schema);
    assertThat(SCHEMAS.getSchema(whole).validate(value)).as(what).isEmpty();
  }
}
