package forja.api.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import forja.api.http.contract.OpenApi;
import forja.api.request.FieldProblem;
import forja.api.request.FieldProblem.Code;
import forja.api.request.Reading;
import forja.api.request.SchemaReader;
import forja.common.job.JobId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What callers hand in for an item: the schema of the document without what only the farm writes
 * ({@code readOnly}). A {@code writeOnly} field is needed when the item is made, and may be missing
 * later.
 */
final class ItemSchema {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final ObjectNode properties = NODES.objectNode();
  private final Set<String> readOnly = new TreeSet<>();
  private final SchemaReader made;
  private final SchemaReader changed;

  private ItemSchema(OpenApi api, List<String> names) {
    var required = new TreeSet<String>();
    for (var name : names) {
      var part = api.root().at("/components/schemas/" + name);
      part.path("required").forEach(field -> required.add(field.asText()));
      part.path("properties")
          .properties()
          .forEach(field -> properties.set(field.getKey(), inlined(api, field.getValue())));
    }
    properties
        .properties()
        .forEach(field -> {
          if (is("readOnly", field.getValue())) {
            readOnly.add(field.getKey());
          }
        });
    properties.remove(readOnly);
    required.removeAll(readOnly);
    made = reader(required);
    required.removeIf(field -> is("writeOnly", properties.path(field)));
    changed = reader(required);
  }

  /** Of the items of a store. */
  static ItemSchema of(ItemForm<?> form, OpenApi api) {
    return new ItemSchema(api, List.of("Item", form.schema()));
  }

  /** Of what is asked for by a body. */
  static ItemSchema ofQuery(OpenApi api) {
    return new ItemSchema(api, List.of("ItemQuery"));
  }

  /** A document with which an item is made. */
  Reading<ObjectNode> made(byte[] body) {
    return read(body, made);
  }

  /** A document that takes the place of another one. */
  Reading<ObjectNode> replaced(byte[] body) {
    return read(body, changed);
  }

  /** Some fields, each to be set or, with null, to be removed. */
  Reading<ObjectNode> patch(byte[] body) {
    return switch (SchemaReader.object(body)) {
      case Reading.Good<ObjectNode>(var patch) -> judged(patch, strangers(patch));
      case Reading.Bad<ObjectNode> bad -> bad;
    };
  }

  /** What comes of a patch. */
  Reading<ObjectNode> patched(ObjectNode document, ObjectNode patch) {
    return hold(MergePatch.apply(document, patch), changed);
  }

  /** Only what callers may hand in. */
  ObjectNode writable(ObjectNode view) {
    var names = new ArrayList<String>();
    properties.fieldNames().forEachRemaining(names::add);
    return view.retain(names);
  }

  private Reading<ObjectNode> read(byte[] body, SchemaReader reader) {
    return switch (SchemaReader.object(body)) {
      case Reading.Good<ObjectNode>(var document) -> hold(document, reader);
      case Reading.Bad<ObjectNode> bad -> bad;
    };
  }

  private Reading<ObjectNode> hold(ObjectNode document, SchemaReader reader) {
    var problems = new ArrayList<>(kept(document));
    var rest = document.deepCopy().remove(readOnly);
    if (reader.hold(rest) instanceof Reading.Bad<ObjectNode>(var more)) {
      problems.addAll(more);
    }
    if (JobId.parse(document.path("name").asText()).isPresent()) {
      problems.add(FieldProblem.at("name", "must not look like an id", Code.WRONG_FORMAT));
    }
    return judged(document, problems);
  }

  private List<FieldProblem> strangers(ObjectNode patch) {
    var problems = new ArrayList<>(kept(patch));
    patch
        .fieldNames()
        .forEachRemaining(name -> {
          if (!properties.has(name) && !readOnly.contains(name)) {
            problems.add(FieldProblem.at(name, "is not a known field", Code.UNKNOWN));
          }
        });
    return problems;
  }

  private List<FieldProblem> kept(ObjectNode document) {
    return readOnly.stream()
        .filter(document::has)
        .map(name -> FieldProblem.at(name, "is written by the farm alone", Code.NOT_ALLOWED))
        .toList();
  }

  private static Reading<ObjectNode> judged(ObjectNode document, List<FieldProblem> problems) {
    return problems.isEmpty() ? new Reading.Good<>(document) : new Reading.Bad<>(problems);
  }

  private SchemaReader reader(Set<String> required) {
    var schema = NODES.objectNode().put("type", "object").put("additionalProperties", false);
    var names = schema.putArray("required");
    required.forEach(names::add);
    schema.set("properties", properties);
    return new SchemaReader(schema);
  }

  private static boolean is(String what, JsonNode property) {
    return property.path(what).asBoolean();
  }

  /** Without references, so that it stands alone, and without examples, which say nothing here. */
  private static JsonNode inlined(OpenApi api, JsonNode node) {
    if (node.isArray()) {
      var items = NODES.arrayNode();
      node.forEach(item -> items.add(inlined(api, item)));
      return items;
    }
    if (!node.isObject()) {
      return node;
    }
    var whole = NODES.objectNode();
    if (node.has("$ref")) {
      whole.setAll((ObjectNode) inlined(api, api.resolve(node)));
    }
    node.properties().stream()
        .filter(field -> !Set.of("$ref", "example").contains(field.getKey()))
        .forEach(field -> whole.set(field.getKey(), inlined(api, field.getValue())));
    return whole;
  }
}
