package forja.cli.item;

import com.fasterxml.jackson.databind.JsonNode;
import forja.cli.json.Json;
import forja.cli.terminal.Ages;
import forja.cli.terminal.Cell;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.stream.Collectors;

/** A column in a list of items: what it is called, and which field it shows in which way. */
record ItemColumn(String heading, String field, Sort sort) {

  /** How a value is shown. */
  enum Sort {
    TEXT,
    YES_OR_NO,
    WORDS,
    /** How long ago it was. */
    AGE,
    /** How long it is until then. */
    LEFT
  }

  static ItemColumn text(String field) {
    return new ItemColumn(field.toUpperCase(java.util.Locale.ROOT), field, Sort.TEXT);
  }

  static ItemColumn column(String heading, String field, Sort sort) {
    return new ItemColumn(heading, field, sort);
  }

  Cell cell(JsonNode item, Clock clock) {
    var text = Json.text(item, field);
    return Cell.of(
        switch (sort) {
          case TEXT -> text;
          case YES_OR_NO -> text.equals("true") ? "yes" : "";
          case WORDS -> words(item.path(field));
          case AGE -> Ages.since(text, clock);
          case LEFT -> left(text, clock);
        });
  }

  private static String left(String text, Clock clock) {
    return Ages.instant(text)
        .map(then -> Duration.between(clock.instant(), then))
        .map(span -> span.isNegative() ? "expired" : "in " + Ages.brief(span))
        .orElse("");
  }

  /** A list, or names with their values, on one line. */
  static String words(JsonNode value) {
    if (value.isObject()) {
      return value.properties().stream()
          .map(each -> each.getKey() + "=" + each.getValue().asText())
          .collect(Collectors.joining(" "));
    }
    var words = new ArrayList<String>();
    value.forEach(word -> words.add(word.asText()));
    return String.join(" ", words);
  }
}
