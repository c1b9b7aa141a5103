package forja.api.request;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import forja.api.request.FieldProblem.Code;
import forja.api.request.StrictJson.Place;
import forja.common.farm.Ping;
import forja.common.job.InvalidSpec;
import forja.common.job.JobRequest;
import forja.common.job.Kinds;
import forja.common.wire.JobWire;
import forja.common.wire.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Bytes that somebody sent to requests for jobs, or to everything that is wrong with them. Safe for
 * many threads.
 */
public final class RequestReader {
  /** Its spec may be empty: stands beside a field that is looked at alone. */
  private static final TextNode ANY_KIND = TextNode.valueOf(Kinds.of(new Ping(null)).name());

  private final JobSchemas schemas;

  public RequestReader(JobSchemas schemas) {
    this.schemas = schemas;
  }

  /** One request. */
  public Reading<JobRequest> request(byte[] body) {
    var bad = Utf8.problem(body);
    if (bad.isPresent()) {
      return new Reading.Bad<>(List.of(bad.get()));
    }
    var problems = new ArrayList<FieldProblem>();
    var tree = StrictJson.read(Slice.whole(body), Place.WHOLE, problems);
    if (tree == null) {
      return new Reading.Bad<>(problems);
    }
    var ofRequest = new ArrayList<FieldProblem>();
    var request = request(tree, "", ofRequest);
    problems.addAll(ofRequest);
    return problems.isEmpty()
        ? new Reading.Good<>(request.orElseThrow())
        : new Reading.Bad<>(problems);
  }

  /** Adds to the problems of this request, or gives it. */
  Optional<JobRequest> request(JsonNode tree, String pointer, List<FieldProblem> problems) {
    problems.addAll(schemas.problems(tree, pointer));
    RuntimeException refusal = null;
    if (problems.isEmpty()) {
      try {
        return Optional.of(JobWire.request(tree));
      } catch (InvalidSpec | Wire.Unreadable refused) {
        refusal = refused;
      }
    }
    if (tree instanceof ObjectNode fields) {
      addProblemsOfParts(fields, pointer, problems);
    }
    if (problems.isEmpty() && refusal != null) {
      problems.add(asAWhole(refusal, pointer));
    }
    return Optional.empty();
  }

  /** Fields that are right each alone, and do not go together. */
  private static FieldProblem asAWhole(RuntimeException refusal, String pointer) {
    return refusal instanceof InvalidSpec invalid
        ? new FieldProblem(pointer + '/' + invalid.field(), invalid.getMessage(), Code.OUT_OF_RANGE)
        : new FieldProblem(pointer, refusal.getMessage(), Code.WRONG_FORMAT);
  }

  /**
   * What only the records know, such as the longest duration. Each field is tried on its own, so
   * that one wrong field does not hide another; what has been refused already is left out.
   */
  private static void addProblemsOfParts(
      ObjectNode request, String pointer, List<FieldProblem> problems) {
    var refused = problems.stream().map(FieldProblem::pointer).collect(Collectors.toSet());
    var kind = request.get("kind");
    for (var field : request.properties()) {
      var name = field.getKey();
      var place = FieldProblem.step(pointer, name);
      boolean ofUnknownKind = name.equals("spec") && refused.contains(pointer + "/kind");
      if (!name.equals("kind") && !ofUnknownKind && !refused.contains(place)) {
        var alone = JsonNodeFactory.instance.objectNode();
        alone.set("kind", name.equals("spec") ? kind : ANY_KIND);
        Optional<FieldProblem> found;
        do {
          alone.set(name, without(refused, field.getValue(), place));
          found = problem(alone, pointer).filter(problem -> isNews(problem.pointer(), refused));
          found.ifPresent(problems::add);
        } while (found.filter(problem -> refused.add(problem.pointer())).isPresent());
      }
    }
  }

  /** Neither refused already nor only refused for a part that was. */
  private static boolean isNews(String pointer, Set<String> refused) {
    return !refused.contains(pointer) && !isAbove(pointer, refused);
  }

  private static boolean isAbove(String pointer, Set<String> refused) {
    return refused.stream().anyMatch(part -> part.startsWith(pointer + '/'));
  }

  private static JsonNode without(Set<String> refused, JsonNode value, String pointer) {
    if (!(value instanceof ObjectNode object)) {
      return value;
    }
    var rest = object.deepCopy();
    object
        .properties()
        .forEach(field -> {
          if (!isNews(FieldProblem.step(pointer, field.getKey()), refused)) {
            rest.remove(field.getKey());
          }
        });
    return rest;
  }

  private static Optional<FieldProblem> problem(JsonNode alone, String pointer) {
    try {
      JobWire.request(alone);
      return Optional.empty();
    } catch (InvalidSpec invalid) {
      var place = pointer + '/' + invalid.field();
      return Optional.of(new FieldProblem(place, invalid.getMessage(), Code.OUT_OF_RANGE));
    } catch (Wire.Unreadable unreadable) {
      var place = pointer + path(unreadable);
      return Optional.of(
          new FieldProblem(place, "has not the form that is asked for", Code.WRONG_FORMAT));
    }
  }

  private static String path(Wire.Unreadable unreadable) {
    return unreadable.getCause() instanceof JsonMappingException mapping
        ? mapping.getPath().stream()
            .map(step -> step.getFieldName() == null ? "" + step.getIndex() : step.getFieldName())
            .map(step -> FieldProblem.step("", step))
            .collect(Collectors.joining())
        : "";
  }
}
