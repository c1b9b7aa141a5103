package forja.api.request;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import forja.api.request.FieldProblem.Code;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON into a tree and collects what a lenient reader would let pass: doubled names,
 * characters that no text may hold, numbers that no double can hold. The bytes must have passed
 * {@link Utf8}.
 */
final class StrictJson {
  static final int DEEPEST_NESTING = 64;

  /** Beyond this a double no longer tells neighbouring integers apart. */
  private static final double MOST_EXACT = 1L << 53;

  // Names come from strangers: interning them would let a stranger fill memory for good.
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(DEEPEST_NESTING).build())
          .build();

  /** How the parser names a place inside of its messages, with a source that says nothing here. */
  private static final Pattern PARSER_PLACE =
      Pattern.compile("\\[Source: [^;]*; (line: \\d+, column: \\d+)\\]");

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** A tree takes many times the memory of its text. */
  private static final int MOST_VALUES = 70_000;

  private final JsonParser parser;
  private final List<FieldProblem> problems;
  private int values;

  private StrictJson(JsonParser parser, List<FieldProblem> problems) {
    this.parser = parser;
    this.problems = problems;
  }

  /** Where a text stands in the whole body: its pointer, and which line it begins on. */
  record Place(String pointer, int line) {
    static final Place WHOLE = new Place("", 1);
  }

  /**
   * Takes the elements of an array as they are read, so that they never stand in memory together.
   */
  interface Elements {
    /** False when enough has been seen. */
    boolean take(int index, JsonNode tree);
  }

  /** The tree, or null when this is no JSON at all; problems are added to the list either way. */
  static @Nullable JsonNode read(Slice text, Place place, List<FieldProblem> problems) {
    try (var parser = FACTORY.createParser(text.bytes(), text.from(), text.length())) {
      return new StrictJson(parser, problems).document(place.pointer);
    } catch (JsonProcessingException malformed) {
      problems.add(malformed(malformed, place));
      return null;
    } catch (IOException impossible) {
      throw new IllegalStateException("an array in memory cannot fail", impossible);
    }
  }

  /**
   * Reads the elements of an array until its end, the first one that is no JSON, or until enough
   * has been seen.
   */
  static void elements(Slice text, List<FieldProblem> problems, Elements elements) {
    try (var parser = FACTORY.createParser(text.bytes(), text.from(), text.length())) {
      new StrictJson(parser, problems).elements(elements);
    } catch (JsonProcessingException malformed) {
      problems.add(malformed(malformed, Place.WHOLE));
    } catch (IOException impossible) {
      throw new IllegalStateException("an array in memory cannot fail", impossible);
    }
  }

  private JsonNode document(String pointer) throws IOException {
    if (parser.nextToken() == null) {
      throw new JsonParseException(parser, "the text is empty");
    }
    var tree = value(pointer);
    requireEnd();
    return tree;
  }

  private void elements(Elements elements) throws IOException {
    if (parser.nextToken() != JsonToken.START_ARRAY) {
      throw new JsonParseException(parser, "an array begins with '['");
    }
    for (int index = 0; parser.nextToken() != JsonToken.END_ARRAY; index++) {
      values = 0;
      if (!elements.take(index, value("/" + index))) {
        return;
      }
    }
    requireEnd();
  }

  private void requireEnd() throws IOException {
    if (parser.nextToken() != null) {
      throw new JsonParseException(parser, "something follows the end of the JSON value");
    }
  }

  private JsonNode value(String pointer) throws IOException {
    if (++values > MOST_VALUES) {
      throw new StreamConstraintsException("too many values", parser.currentLocation());
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(pointer);
      case START_ARRAY -> array(pointer);
      case VALUE_STRING -> NODES.textNode(clean(parser.getText(), pointer));
      case VALUE_NUMBER_INT -> integer();
      case VALUE_NUMBER_FLOAT -> real(pointer);
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      case VALUE_NULL -> NODES.nullNode();
      case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
          throw new IllegalStateException("no value begins with " + parser.currentToken());
    };
  }

  private ObjectNode object(String pointer) throws IOException {
    var object = NODES.objectNode();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      var name = parser.currentName();
      var place = FieldProblem.step(pointer, name);
      clean(name, place);
      parser.nextToken();
      if (object.has(name)) {
        problems.add(new FieldProblem(place, "stands twice in the same object", Code.DUPLICATE));
      }
      object.set(name, value(place));
    }
    return object;
  }

  private ArrayNode array(String pointer) throws IOException {
    var array = NODES.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(value(pointer + '/' + array.size()));
    }
    return array;
  }

  private JsonNode integer() throws IOException {
    return switch (parser.getNumberType()) {
      case INT -> NODES.numberNode(parser.getIntValue());
      case LONG -> NODES.numberNode(parser.getLongValue());
      case BIG_INTEGER -> NODES.numberNode(parser.getBigIntegerValue());
      case FLOAT, DOUBLE, BIG_DECIMAL ->
          throw new IllegalStateException("not an integer: " + parser.getNumberType());
    };
  }

  /** 5.0 is an integer, as JSON Schema sees it. */
  private JsonNode real(String pointer) throws IOException {
    double value = parser.getDoubleValue();
    if (Double.isInfinite(value)) {
      problems.add(
          new FieldProblem(pointer, "is a number too large to be held", Code.OUT_OF_RANGE));
      return NODES.numberNode(0);
    }
    return value == Math.rint(value) && Math.abs(value) <= MOST_EXACT
        ? NODES.numberNode((long) value)
        : NODES.numberNode(value);
  }

  private String clean(String text, String pointer) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        problems.add(new FieldProblem(pointer, "holds the character U+0000", Code.BAD_CHARACTER));
        return text;
      }
      if (Character.isSurrogate(c)) {
        if (!Character.isHighSurrogate(c)
            || i + 1 == text.length()
            || !Character.isLowSurrogate(text.charAt(i + 1))) {
          problems.add(
              new FieldProblem(pointer, "holds half of a surrogate pair", Code.BAD_CHARACTER));
          return text;
        }
        i++;
      }
    }
    return text;
  }

  private static FieldProblem malformed(JsonProcessingException malformed, Place place) {
    var at = malformed.getLocation();
    var where =
        at == null
            ? ""
            : "line %d, column %d: ".formatted(at.getLineNr() + place.line - 1, at.getColumnNr());
    if (malformed instanceof StreamConstraintsException limit) {
      return limit.getOriginalMessage().toLowerCase(Locale.ROOT).contains("nesting")
          ? new FieldProblem(
              place.pointer, where + "is nested deeper than " + DEEPEST_NESTING, Code.TOO_DEEP)
          : new FieldProblem(
              place.pointer, where + "a name, a number or a list is too long", Code.TOO_LONG);
    }
    var what = PARSER_PLACE.matcher(malformed.getOriginalMessage()).replaceAll("$1");
    return new FieldProblem(place.pointer, where + what, Code.MALFORMED);
  }
}
