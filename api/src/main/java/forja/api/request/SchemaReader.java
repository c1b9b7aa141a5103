package forja.api.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import forja.api.request.FieldProblem.Code;
import forja.api.request.StrictJson.Place;
import java.util.ArrayList;
import java.util.List;

/**
 * Bytes that somebody sent to a JSON object that is as its schema says, or to everything that is
 * wrong with it. Safe for many threads.
 */
public final class SchemaReader {
  private final Schema schema;

  /** The schema refers to nothing outside of itself. */
  public SchemaReader(JsonNode schema) {
    this.schema = JobSchemas.compile(schema);
  }

  public Reading<ObjectNode> read(byte[] body) {
    return switch (object(body)) {
      case Reading.Good<ObjectNode>(var object) -> hold(object);
      case Reading.Bad<ObjectNode> bad -> bad;
    };
  }

  /** Holds what has been read already against the schema. */
  public Reading<ObjectNode> hold(ObjectNode object) {
    var problems =
        schema.validate(object).stream().map(error -> SchemaProblems.explain(error, "")).toList();
    return problems.isEmpty() ? new Reading.Good<>(object) : new Reading.Bad<>(problems);
  }

  /** Any JSON object. */
  public static Reading<ObjectNode> object(byte[] body) {
    var bad = Utf8.problem(body);
    if (bad.isPresent()) {
      return new Reading.Bad<>(List.of(bad.get()));
    }
    var problems = new ArrayList<FieldProblem>();
    var tree = StrictJson.read(Slice.whole(body), Place.WHOLE, problems);
    if (tree != null && !tree.isObject()) {
      problems.add(new FieldProblem("", "must be an object", Code.WRONG_TYPE));
    }
    return problems.isEmpty() && tree instanceof ObjectNode object
        ? new Reading.Good<>(object)
        : new Reading.Bad<>(problems);
  }
}
