package forja.bench.cpu;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Short names for the statements of the ledger: those of the hot paths, else their first words. */
final class Statements {
  private static final int FIRST_WORDS = 4;

  private Statements() {}

  static String nameOf(String sql) {
    var text = sql.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    if (text.startsWith("with asked")) {
      return "accept";
    }
    if (text.startsWith("with tale")) {
      return "project";
    }
    if (text.contains("pg_advisory_xact_lock") || text.startsWith("with recursive lane")) {
      return "release";
    }
    return Stream.of(text.split(" ")).limit(FIRST_WORDS).collect(Collectors.joining(" "));
  }
}
