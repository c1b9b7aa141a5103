package forja.api.http.docs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** A JSON Schema as a table of its fields. */
final class SchemaTable {
  private static final List<String> LIMITS =
      List.of(
          "minimum",
          "maximum",
          "minLength",
          "maxLength",
          "minItems",
          "maxItems",
          "maxProperties",
          "pattern",
          "default");

  private final StringBuilder rows = new StringBuilder();

  private SchemaTable() {}

  /** The fields of an object, those of objects within it indented by their names. */
  static String of(JsonNode schema) {
    var table = new SchemaTable();
    table.fields(schema, "");
    return table.rows.isEmpty()
        ? "<p>" + type(schema) + "</p>"
        : common(schema) + "<table>" + table.rows + "</table>";
  }

  /** What it has in common with others is told with those. */
  private static String common(JsonNode schema) {
    return schema.has("allOf") ? "<p>" + words(schema.get("allOf"), " and ") + ", and</p>" : "";
  }

  private void fields(JsonNode schema, String prefix) {
    var required = new ArrayList<String>();
    schema.path("required").forEach(name -> required.add(name.asText()));
    schema
        .path("properties")
        .properties()
        .forEach(field -> {
          var name = prefix + field.getKey();
          row(name, field.getValue(), required.contains(field.getKey()));
          fields(inner(field.getValue()), name + innerMark(field.getValue()));
        });
  }

  private static JsonNode inner(JsonNode schema) {
    return schema.has("items") ? schema.get("items") : schema;
  }

  private static String innerMark(JsonNode schema) {
    return schema.has("items") ? "[]." : ".";
  }

  private void row(String name, JsonNode schema, boolean required) {
    rows.append("<tr><td><code")
        .append(required ? " class=\"needed\"" : "")
        .append('>')
        .append(Prose.escape(name))
        .append("</code></td><td><span class=\"type\">")
        .append(type(schema))
        .append("</span>")
        .append(Prose.paragraphs(schema.path("description").asText()))
        .append("</td></tr>\n");
  }

  /** What a value may be, in a few words. */
  static String type(JsonNode schema) {
    if (schema.has("$ref")) {
      var name = schema.get("$ref").asText().replaceFirst(".*/", "");
      return "<a href=\"#schema-" + name + "\">" + name + "</a>";
    }
    if (schema.has("oneOf")) {
      return words(schema.get("oneOf"), " or ");
    }
    if (schema.has("enum")) {
      return "one of " + values(schema.get("enum"));
    }
    if (schema.has("const")) {
      return "always <code>" + Prose.escape(schema.get("const").asText()) + "</code>";
    }
    if (schema.has("items")) {
      return "list of " + type(schema.get("items")) + limits(schema);
    }
    return plain(schema) + limits(schema);
  }

  private static String plain(JsonNode schema) {
    var type = schema.path("type");
    var name =
        type.isArray()
            ? StreamSupport.stream(type.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(" or "))
            : type.asText("anything");
    return name + (schema.has("format") ? " (" + schema.get("format").asText() + ")" : "");
  }

  private static String limits(JsonNode schema) {
    return LIMITS.stream()
        .filter(schema::has)
        .map(limit -> limit + " <code>" + Prose.escape(text(schema.get(limit))) + "</code>")
        .collect(Collectors.joining(", ", ", ", ""))
        .replaceFirst("^, $", "");
  }

  private static String text(JsonNode value) {
    return value.isValueNode() ? value.asText() : value.toString();
  }

  private static String words(JsonNode schemas, String between) {
    return StreamSupport.stream(schemas.spliterator(), false)
        .map(SchemaTable::type)
        .collect(Collectors.joining(between));
  }

  private static String values(JsonNode values) {
    return StreamSupport.stream(values.spliterator(), false)
        .map(value -> "<code>" + Prose.escape(value.asText()) + "</code>")
        .collect(Collectors.joining(" "));
  }
}
