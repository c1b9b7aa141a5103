package forja.api.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import forja.api.request.FieldProblem.Code;
import forja.api.request.StrictJson.Place;
import java.util.ArrayList;
import java.util.List;

/** A small form: a JSON object with one whole number in it. */
public record NumberField(String name, int least, int most) {

  public Reading<Integer> read(byte[] body) {
    var bad = Utf8.problem(body);
    if (bad.isPresent()) {
      return new Reading.Bad<>(List.of(bad.get()));
    }
    var problems = new ArrayList<FieldProblem>();
    var tree = StrictJson.read(Slice.whole(body), Place.WHOLE, problems);
    if (tree instanceof ObjectNode object) {
      check(object, problems);
    } else if (tree != null) {
      problems.add(new FieldProblem("", "must be an object", Code.WRONG_TYPE));
    }
    return problems.isEmpty() && tree != null
        ? new Reading.Good<>(tree.path(name).intValue())
        : new Reading.Bad<>(problems);
  }

  private void check(ObjectNode object, List<FieldProblem> problems) {
    for (var field : object.properties()) {
      var place = FieldProblem.step("", field.getKey());
      if (field.getKey().equals(name)) {
        check(place, field.getValue(), problems);
      } else {
        problems.add(new FieldProblem(place, "is not a known field", Code.UNKNOWN));
      }
    }
    if (!object.has(name)) {
      problems.add(new FieldProblem(FieldProblem.step("", name), "is missing", Code.MISSING));
    }
  }

  private void check(String place, JsonNode value, List<FieldProblem> problems) {
    if (!value.isIntegralNumber()) {
      problems.add(new FieldProblem(place, "must be a whole number", Code.WRONG_TYPE));
    } else if (!value.canConvertToInt() || value.intValue() < least || value.intValue() > most) {
      var bounds = "must be between " + least + " and " + most + ", found " + value;
      problems.add(new FieldProblem(place, bounds, Code.OUT_OF_RANGE));
    }
  }
}
