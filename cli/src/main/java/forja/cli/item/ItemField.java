package forja.cli.item;

import com.fasterxml.jackson.databind.node.ObjectNode;
import forja.cli.config.Misuse;
import forja.cli.spec.Durations;
import java.time.Clock;
import java.util.List;

/**
 * A field of an item that somebody may fill in: its name in JSON, its option, and how its value is
 * typed.
 */
record ItemField(String name, String option, Sort sort, String what, List<String> words) {

  /** How a value is typed. */
  enum Sort {
    TEXT,
    YES_OR_NO,
    /** Several, with commas between them or each with the option again. */
    LIST,
    /** A time, or so long from now. */
    TIME,
    /** Read from a file or typed without being shown, never an argument. */
    HIDDEN,
    /** The same, and it may be no text at all. */
    HIDDEN_BYTES
  }

  ItemField {
    words = List.copyOf(words);
  }

  static ItemField text(String name, String what) {
    return new ItemField(name, "--" + name, Sort.TEXT, what, List.of());
  }

  static ItemField word(String name, String what, String... words) {
    return new ItemField(name, "--" + name, Sort.TEXT, what, List.of(words));
  }

  static ItemField yesOrNo(String name, String what) {
    return new ItemField(name, "--" + name, Sort.YES_OR_NO, what, List.of("yes", "no"));
  }

  ItemField withOption(String other) {
    return new ItemField(name, other, sort, what, words);
  }

  ItemField typedAs(Sort other) {
    return new ItemField(name, option, other, what, words);
  }

  boolean isHidden() {
    return sort == Sort.HIDDEN || sort == Sort.HIDDEN_BYTES;
  }

  /** What stands for the value in a help text. */
  String label() {
    return switch (sort) {
      case YES_OR_NO -> "yes|no";
      case LIST -> "WORD,...";
      case TIME -> "T";
      case TEXT, HIDDEN, HIDDEN_BYTES ->
          words.isEmpty() ? name.toUpperCase(java.util.Locale.ROOT) : String.join("|", words);
    };
  }

  /** Writes down what was typed; nothing at all means that the field is to have no value. */
  void put(List<String> typed, ObjectNode document, Clock clock) {
    var last = typed.getLast();
    if (last.isEmpty() && sort != Sort.LIST) {
      document.putNull(name);
      return;
    }
    switch (sort) {
      case LIST -> {
        var values = document.putArray(name);
        typed.stream().filter(value -> !value.isEmpty()).forEach(values::add);
      }
      case YES_OR_NO -> document.put(name, isYes(last));
      case TIME -> document.put(name, Durations.time(last, clock).toString());
      case TEXT, HIDDEN, HIDDEN_BYTES -> document.put(name, last);
    }
  }

  private boolean isYes(String typed) {
    return switch (typed) {
      case "yes", "true" -> true;
      case "no", "false" -> false;
      default -> throw new Misuse(option + " is yes or no, found " + typed);
    };
  }
}
