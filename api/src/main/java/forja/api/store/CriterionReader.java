package forja.api.store;

import com.fasterxml.jackson.databind.JsonNode;
import forja.api.request.FieldProblem;
import forja.api.request.FieldProblem.Code;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads one condition of a query, which has passed the schema. */
record CriterionReader(String pointer, JsonNode part, List<ItemField> fields) {

  /** Empty when there is a problem. */
  Optional<Criterion> read(List<FieldProblem> problems) {
    var field = ItemField.named(part.path("field").asText(), fields);
    var comparison = Comparison.named(part.path("is").asText(Comparison.EQUALS.wireName()));
    if (field.isEmpty()) {
      var known = fields.stream().map(ItemField::name).collect(Collectors.joining(", "));
      problems.add(problem("field", "must be one of " + known, Code.NOT_ALLOWED));
      return Optional.empty();
    }
    if (comparison.filter(known -> known.suits(field.get().type())).isEmpty()) {
      problems.add(problem("is", "does not suit this field", Code.NOT_ALLOWED));
      return Optional.empty();
    }
    var values = values(field.get(), comparison.get());
    if (values.isEmpty()) {
      problems.add(problem("value", "must be " + form(field.get()), Code.WRONG_TYPE));
      return Optional.empty();
    }
    return Optional.of(new Criterion(field.get(), comparison.get(), values));
  }

  private FieldProblem problem(String name, String detail, Code code) {
    return new FieldProblem(pointer + "/" + name, detail, code);
  }

  private static String form(ItemField field) {
    return switch (field.type()) {
      case TEXT -> "a text; with equals and differs also a list of texts";
      case FLAG -> "true or false";
      case TIME -> "a time such as 2030-01-31T12:00:00Z";
    };
  }

  /** None when they do not suit. */
  private List<Object> values(ItemField field, Comparison comparison) {
    var given = part.path("value");
    if (given.isArray() && !comparison.takesMany()) {
      return List.of();
    }
    var values = new ArrayList<Object>();
    for (var value : given.isArray() ? given : List.of(given)) {
      var read = value(field, value);
      if (read.isEmpty()) {
        return List.of();
      }
      values.add(read.get());
    }
    return List.copyOf(values);
  }

  private static Optional<Object> value(ItemField field, JsonNode value) {
    return switch (field.type()) {
      case TEXT -> value.isTextual() ? Optional.of(value.asText()) : Optional.empty();
      case FLAG -> value.isBoolean() ? Optional.of(value.asBoolean()) : Optional.empty();
      case TIME -> time(value.asText());
    };
  }

  private static Optional<Object> time(String text) {
    try {
      var time = OffsetDateTime.parse(text);
      return time.getYear() < 1 || time.getYear() > 9999
          ? Optional.empty()
          : Optional.of(time.toInstant());
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
