package forja.api.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import forja.api.request.FieldProblem.Code;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Translates what the schema validator says into our words. */
final class SchemaProblems {
  private static final int LONGEST_VALUE = 60;

  /** What patterns of our schemas mean, by how they begin; nobody should have to read the rest. */
  private static final Map<String, String> WORDS =
      Map.of(
          "^P(?!$)",
          "must be a duration such as PT2S or P1D",
          "^(?!.*/(/|\\.|$))",
          "must be a name such as db or mirror:jammy/main: letters, digits and . _ : / - after a"
              + " first letter or digit, no part between slashes empty or beginning with a dot",
          "^[A-Za-z0-9]([A-Za-z0-9._@-]",
          "must be a name such as web-1: at most 63 letters, digits and . _ @ -, with a letter or a"
              + " digit at both ends",
          "^[a-z0-9]([a-z0-9-]{0,30}",
          "must be a name such as acme: at most 32 lower-case letters, digits and -, no - at an end");

  private SchemaProblems() {}

  static FieldProblem explain(Error error, String root) {
    var place = root + error.getInstanceLocation();
    return switch (error.getKeyword()) {
      case "required" ->
          new FieldProblem(
              FieldProblem.step(place, error.getProperty()), "is missing", Code.MISSING);
      case "additionalProperties" ->
          new FieldProblem(
              FieldProblem.step(place, error.getProperty()), "is not a known field", Code.UNKNOWN);
      case "propertyNames" ->
          new FieldProblem(
              FieldProblem.step(place, error.getProperty()),
              "is not a valid name: " + argument(error, 1),
              Code.WRONG_FORMAT);
      case "type" ->
          new FieldProblem(
              place,
              "must be %s, found %s".formatted(argument(error, 1), argument(error, 0)),
              Code.WRONG_TYPE);
      default -> new FieldProblem(place, detail(error), code(error.getKeyword()));
    };
  }

  private static String detail(Error error) {
    var found = error.getInstanceNode();
    return found == null || found.isContainerNode()
        ? expected(error)
        : expected(error) + ", found " + shortened(found.toString());
  }

  /** The value as JSON, so that nothing in it can pass for a part of the sentence. */
  private static String shortened(String json) {
    return json.length() <= LONGEST_VALUE ? json : json.substring(0, LONGEST_VALUE) + "...";
  }

  private static String expected(Error error) {
    var limit = argument(error, 0);
    return switch (error.getKeyword()) {
      case "enum" -> "must be one of " + limit;
      case "minimum" -> "must be at least " + limit;
      case "maximum" -> "must be at most " + limit;
      case "maxLength" -> "must be at most " + limit + " characters";
      case "maxProperties" -> "must have at most " + limit + " entries";
      case "uniqueItems" -> "must hold nothing twice" + repeated(error.getInstanceNode());
      case "pattern" -> inWords(limit);
      case "format" -> "must be a valid " + limit;
      default -> error.getMessage();
    };
  }

  private static String repeated(@Nullable JsonNode items) {
    var seen = new HashSet<JsonNode>();
    for (var item : items == null ? List.<JsonNode>of() : items) {
      if (!seen.add(item)) {
        return ", found again " + shortened(item.toString());
      }
    }
    return "";
  }

  private static String inWords(String pattern) {
    return WORDS.entrySet().stream()
        .filter(words -> pattern.startsWith(words.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("must match " + pattern);
  }

  /** Some keywords come without any. */
  private static String argument(Error error, int place) {
    var given = error.getArguments();
    return given == null || place >= given.length ? "" : String.valueOf(given[place]);
  }

  private static Code code(String keyword) {
    return switch (keyword) {
      case "enum", "const" -> Code.NOT_ALLOWED;
      case "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum" -> Code.OUT_OF_RANGE;
      case "maxLength" -> Code.TOO_LONG;
      case "uniqueItems" -> Code.DUPLICATE;
      case "maxProperties", "maxItems" -> Code.TOO_MANY;
      case "minProperties", "minItems", "minLength" -> Code.TOO_FEW;
      default -> Code.WRONG_FORMAT;
    };
  }
}
