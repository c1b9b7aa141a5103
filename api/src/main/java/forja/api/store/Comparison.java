package forja.api.store;

import forja.api.store.ItemField.Type;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How a field is held against values. */
enum Comparison {
  EQUALS("%1$s in (%2$s)"),
  DIFFERS("(%1$s is null or %1$s not in (%2$s))"),
  BEGINS("locate(%2$s, %1$s) = 1"),
  CONTAINS("locate(%2$s, %1$s) > 0"),
  BEFORE("%1$s < %2$s"),
  AFTER("%1$s > %2$s");

  private final String statement;

  Comparison(String statement) {
    this.statement = statement;
  }

  static Optional<Comparison> named(String word) {
    return Stream.of(values()).filter(known -> known.wireName().equals(word)).findFirst();
  }

  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  boolean takesMany() {
    return this == EQUALS || this == DIFFERS;
  }

  boolean suits(Type type) {
    return switch (this) {
      case EQUALS, DIFFERS -> type != Type.TIME;
      case BEGINS, CONTAINS -> type == Type.TEXT;
      case BEFORE, AFTER -> type == Type.TIME;
    };
  }

  String on(String path, String parameter) {
    return statement.formatted(path, parameter);
  }
}
