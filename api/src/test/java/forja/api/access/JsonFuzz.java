package forja.api.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import forja.api.http.contract.OpenApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** JSON as a schema wants it, and as nobody wants it. */
final class JsonFuzz {
  private static final int DEEPEST = 6;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** As they stand in a text. */
  private static final List<String> ODD_VALUES =
      List.of(
          "null",
          "true",
          "-1",
          "0",
          "0.1",
          "1e400",
          "-1e-400",
          "9223372036854775808",
          "1" + "0".repeat(400),
          "\"\"",
          "\" \"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"\\u202e\\r\\nInjected: 1\"",
          "\"\uD83D\uDCA5\"",
          "\"../../etc/passwd\"",
          "\"'; drop table job; --\"",
          "\"" + "x".repeat(70_000) + "\"",
          "\"PT99999999999H\"",
          "\"-999999999-01-01T00:00:00Z\"",
          "[]",
          "{}",
          "[[[[[[]]]]]]",
          "{\"\":{\"\":null}}");

  private static final List<String> NO_JSON =
      List.of(
          "",
          " ",
          "{",
          "}",
          "nul",
          "{\"a\":1,}",
          "{'a':1}",
          "{\"a\":1}{\"a\":1}",
          "{\"kind\":\"farm.ping\",\"kind\":\"farm.fail\"}",
          "\uFEFF{}",
          "NaN",
          "// comment\n{}",
          "[".repeat(30_000),
          "{\"a\":".repeat(30_000),
          "[1" + ",1".repeat(20_000) + "]",
          "\"" + "\\".repeat(999) + "\"");

  private final OpenApi api;
  private final Random random;

  JsonFuzz(OpenApi api, Random random) {
    this.api = api;
    this.random = random;
  }

  byte[] body(JsonNode schema) {
    int dice = random.nextInt(100);
    if (dice < 45) {
      return good(schema, 0).toString().getBytes(UTF_8);
    }
    if (dice < 85) {
      return broken(good(schema, 0)).toString().getBytes(UTF_8);
    }
    return dice < 95 ? one(NO_JSON).getBytes(UTF_8) : bytes();
  }

  /** Mostly no text at all. */
  private byte[] bytes() {
    var bytes = new byte[random.nextInt(200)];
    random.nextBytes(bytes);
    if (bytes.length > 10) {
      bytes[0] = '{';
      bytes[1] = '"';
    }
    return bytes;
  }

  /** A value that the schema takes, as far as we understand it. */
  JsonNode good(JsonNode given, int depth) {
    var schema = api.resolve(given);
    for (var choice : List.of("oneOf", "anyOf")) {
      if (schema.has(choice)) {
        return good(schema.get(choice).get(random.nextInt(schema.get(choice).size())), depth);
      }
    }
    if (schema.has("allOf")) {
      return allOf(schema, depth);
    }
    if (schema.has("const")) {
      return schema.get("const");
    }
    if (schema.has("enum")) {
      return schema.get("enum").get(random.nextInt(schema.get("enum").size()));
    }
    if (schema.has("example") && random.nextInt(3) > 0) {
      return schema.get("example");
    }
    return typed(schema, depth);
  }

  private JsonNode allOf(JsonNode schema, int depth) {
    var whole = NODES.objectNode();
    for (var part : schema.get("allOf")) {
      if (good(part, depth) instanceof ObjectNode fields) {
        whole.setAll(fields);
      }
    }
    return whole;
  }

  private JsonNode typed(JsonNode schema, int depth) {
    var type = schema.path("type");
    var name = type.isArray() ? type.get(random.nextInt(type.size())).asText() : type.asText();
    return switch (name) {
      case "object" -> object(schema, depth);
      case "array" -> array(schema, depth);
      case "integer" -> NODES.numberNode(number(schema));
      case "number" -> NODES.numberNode(number(schema) + random.nextDouble());
      case "boolean" -> NODES.booleanNode(random.nextBoolean());
      case "null" -> NODES.nullNode();
      default -> NODES.textNode(text(schema));
    };
  }

  private ObjectNode object(JsonNode schema, int depth) {
    var object = NODES.objectNode();
    for (var property : schema.path("properties").properties()) {
      boolean isRequired = false;
      for (var required : schema.path("required")) {
        isRequired |= required.asText().equals(property.getKey());
      }
      if (isRequired || (depth < DEEPEST && random.nextInt(3) == 0)) {
        object.set(property.getKey(), good(property.getValue(), depth + 1));
      }
    }
    if (schema.path("additionalProperties").isObject() && depth < DEEPEST) {
      object.set("name-" + random.nextInt(9), good(schema.get("additionalProperties"), depth + 1));
    }
    return object;
  }

  private ArrayNode array(JsonNode schema, int depth) {
    var array = NODES.arrayNode();
    int least = schema.path("minItems").asInt(0);
    int size = least + (depth < DEEPEST ? random.nextInt(3) : 0);
    for (int index = 0; index < size; index++) {
      array.add(good(schema.path("items"), depth + 1));
    }
    return array;
  }

  private long number(JsonNode schema) {
    long least = schema.path("minimum").asLong(0);
    long most = schema.path("maximum").asLong(least + 100);
    return switch (random.nextInt(4)) {
      case 0 -> least;
      case 1 -> most;
      default -> least + (long) (random.nextDouble() * (most - least));
    };
  }

  String text(JsonNode schema) {
    return switch (schema.path("format").asText()) {
      case "date-time" -> "20%02d-01-31T12:00:00Z".formatted(random.nextInt(100));
      case "uuid" -> "01919b5e-5f00-7000-8000-%012d".formatted(random.nextInt(1_000));
      default -> letters(schema);
    };
  }

  private String letters(JsonNode schema) {
    if (schema.path("pattern").asText().equals("^P")) {
      return "PT" + random.nextInt(100) + "S";
    }
    int least = schema.path("minLength").asInt(1);
    int most = Math.min(schema.path("maxLength").asInt(20), 2_000);
    int length = least + random.nextInt(Math.max(1, most - least + 1));
    return "abcdefghij".repeat(length / 10 + 1).substring(0, length);
  }

  /** One to three places of it are no longer as they should be. */
  private JsonNode broken(JsonNode good) {
    var root = NODES.arrayNode().add(good);
    for (int times = 1 + random.nextInt(3); times > 0; times--) {
      var containers = new ArrayList<JsonNode>();
      collect(root, containers);
      breakOne(containers.get(random.nextInt(containers.size())));
    }
    return root.isEmpty() ? NODES.nullNode() : root.get(0);
  }

  private static void collect(JsonNode node, List<JsonNode> containers) {
    if (node.isContainerNode()) {
      containers.add(node);
      node.forEach(child -> collect(child, containers));
    }
  }

  private void breakOne(JsonNode container) {
    var odd = NODES.rawValueNode(new RawValue(one(ODD_VALUES)));
    switch (container) {
      case ObjectNode object when !object.isEmpty() && random.nextInt(4) > 0 -> {
        var names = new ArrayList<String>();
        object.fieldNames().forEachRemaining(names::add);
        var name = one(names);
        if (random.nextInt(4) == 0) {
          object.remove(name);
        } else {
          object.set(name, odd);
        }
      }
      case ObjectNode object -> object.set(one(List.of("colour", "", "id", "customer")), odd);
      case ArrayNode array when !array.isEmpty() -> array.set(random.nextInt(array.size()), odd);
      case ArrayNode array -> array.add(odd);
      default -> throw new IllegalStateException("not a container: " + container);
    }
  }

  <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
