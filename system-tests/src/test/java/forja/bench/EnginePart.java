package forja.bench;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What can be measured alone by those who tune one thing, in the order in which all is measured.
 */
enum EnginePart {
  START,
  SINGLE,
  /** Before the first jobs are a minute old: then they move to history, and no farm is idle. */
  IDLE,
  BATCH,
  INTAKE;

  static List<EnginePart> all() {
    return List.of(values());
  }

  static Optional<EnginePart> named(String word) {
    return Stream.of(values()).filter(part -> part.word().equals(word)).findFirst();
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
