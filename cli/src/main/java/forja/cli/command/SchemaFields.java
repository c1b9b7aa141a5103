package forja.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import forja.cli.json.Json;
import forja.cli.terminal.Cell;
import forja.cli.terminal.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** A JSON Schema as fields that people can read; the fields of objects inside are named by path. */
final class SchemaFields {
  private final JsonNode schema;
  private final Table table = new Table("FIELD", "TYPE", "DEFAULT", "WHAT IT IS");

  SchemaFields(JsonNode schema) {
    this.schema = schema;
  }

  Table table() {
    addAll(schema, "");
    return table;
  }

  private void addAll(JsonNode object, String prefix) {
    for (var field : object.path("properties").properties()) {
      var path = prefix + field.getKey();
      var required = contains(object.path("required"), field.getKey());
      table.add(
          Cell.of(path),
          Cell.of(type(field.getValue())),
          Cell.of(required ? "(required)" : Json.text(field.getValue(), "default")),
          Cell.of(description(field.getValue())));
      addAll(field.getValue(), path + ".");
    }
  }

  private static boolean contains(JsonNode names, String name) {
    return StreamSupport.stream(names.spliterator(), false)
        .anyMatch(each -> each.asText().equals(name));
  }

  private static String type(JsonNode field) {
    if (field.has("enum")) {
      return "word";
    }
    if (Json.text(field, "pattern").startsWith("^P")) {
      return "duration";
    }
    if (field.path("type").isArray()) {
      return String.join(" or ", words(field.path("type")));
    }
    var type = Json.text(field, "type");
    return type.equals("array") ? "list of " + type(field.path("items")) : type;
  }

  private static List<String> words(JsonNode list) {
    var words = new ArrayList<String>();
    list.forEach(word -> words.add(word.asText()));
    return words;
  }

  private static String description(JsonNode field) {
    var least = Json.text(field, "minimum");
    var most = Json.text(field, "maximum");
    var length = Json.text(field, "maxLength");
    var limits = new ArrayList<String>();
    if (field.has("enum")) {
      limits.add(String.join("|", words(field.path("enum"))));
    }
    if (!least.isEmpty() && !most.isEmpty()) {
      limits.add(least + " to " + most);
    } else if (!least.isEmpty() || !most.isEmpty()) {
      limits.add(least.isEmpty() ? "at most " + most : "at least " + least);
    }
    if (!length.isEmpty() && !field.has("pattern")) {
      limits.add("at most " + length + " characters");
    }
    var text = Json.text(field, "description");
    return limits.isEmpty() ? text : (text + " (" + String.join(", ", limits) + ")").strip();
  }
}
