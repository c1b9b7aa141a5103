package forja.api.request;

import com.fasterxml.jackson.databind.node.ObjectNode;
import forja.api.request.FieldProblem.Code;
import forja.api.request.StrictJson.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A flat JSON object of texts, every one of them needed: small forms such as a login. */
public final class StringFields {
  private StringFields() {}

  public static Reading<Map<String, String>> read(byte[] body, Set<String> names) {
    return readOneOf(body, List.of(names));
  }

  /** The first form of which a field is there says what is needed. */
  public static Reading<Map<String, String>> readOneOf(byte[] body, List<Set<String>> forms) {
    var bad = Utf8.problem(body);
    if (bad.isPresent()) {
      return new Reading.Bad<>(List.of(bad.get()));
    }
    var problems = new ArrayList<FieldProblem>();
    var tree = StrictJson.read(Slice.whole(body), Place.WHOLE, problems);
    if (tree instanceof ObjectNode object) {
      var fields = fields(object, meant(object, forms), problems);
      return problems.isEmpty() ? new Reading.Good<>(fields) : new Reading.Bad<>(problems);
    }
    if (tree != null) {
      problems.add(new FieldProblem("", "must be an object", Code.WRONG_TYPE));
    }
    return new Reading.Bad<>(problems);
  }

  private static Set<String> meant(ObjectNode object, List<Set<String>> forms) {
    return forms.stream()
        .filter(form -> form.stream().anyMatch(object::has))
        .findFirst()
        .orElse(forms.getFirst());
  }

  private static Map<String, String> fields(
      ObjectNode object, Set<String> names, List<FieldProblem> problems) {
    var fields = new LinkedHashMap<String, String>();
    for (var field : object.properties()) {
      var place = FieldProblem.step("", field.getKey());
      if (!names.contains(field.getKey())) {
        problems.add(new FieldProblem(place, "is not a known field", Code.UNKNOWN));
      } else if (!field.getValue().isTextual()) {
        problems.add(new FieldProblem(place, "must be a string", Code.WRONG_TYPE));
      } else {
        fields.put(field.getKey(), field.getValue().textValue());
      }
    }
    names.stream()
        .filter(name -> !object.has(name))
        .map(name -> new FieldProblem(FieldProblem.step("", name), "is missing", Code.MISSING))
        .forEach(problems::add);
    return fields;
  }
}
