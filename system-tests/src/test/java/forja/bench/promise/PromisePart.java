package forja.bench.promise;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What can be measured alone, in the order in which all is measured: the largest heap last. */
enum PromisePart {
  IDLE,
  BEHIND,
  LOG,
  FAIR,
  NEIGHBOUR,
  SHARES,
  CANCEL,
  KILLED,
  FROZEN,
  LOCK,
  JAM,
  MILLION;

  static List<PromisePart> all() {
    return List.of(values());
  }

  static Optional<PromisePart> named(String word) {
    return Stream.of(values()).filter(part -> part.word().equals(word)).findFirst();
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
