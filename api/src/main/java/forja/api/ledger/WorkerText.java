package forja.api.ledger;

import java.time.Instant;

/**
 * Brings what workers say into the bounds of what PostgreSQL can hold: a job must not hang on a
 * strange character.
 */
final class WorkerText {
  private static final char STRANGE = '\uFFFD';
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  private WorkerText() {}

  /** Without NUL and lone surrogates. */
  static String clean(String text) {
    for (int at = 0; at < text.length(); at++) {
      if (isStrange(text, at)) {
        return replaced(text);
      }
    }
    return text;
  }

  private static String replaced(String text) {
    var clean = new StringBuilder(text);
    for (int at = 0; at < text.length(); at++) {
      if (isStrange(text, at)) {
        clean.setCharAt(at, STRANGE);
      }
    }
    return clean.toString();
  }

  private static boolean isStrange(String text, int at) {
    char letter = text.charAt(at);
    if (Character.isHighSurrogate(letter)) {
      return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
    }
    if (Character.isLowSurrogate(letter)) {
      return at == 0 || !Character.isHighSurrogate(text.charAt(at - 1));
    }
    return letter == 0;
  }

  /** Microseconds since the epoch, as the tables keep time. */
  static long micros(Instant at) {
    var bounded = at.isBefore(Instant.EPOCH) ? Instant.EPOCH : at.isAfter(LATEST) ? LATEST : at;
    return bounded.getEpochSecond() * 1_000_000 + bounded.getNano() / 1_000;
  }
}
