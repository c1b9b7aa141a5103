package forja.common.secret;

/** A pattern too long for the tree, followed as Knuth, Morris and Pratt do it. */
final class LongPattern {
  private final String pattern;
  private int[] fallback = {};

  LongPattern(String pattern) {
    this.pattern = pattern;
  }

  /** How much of the pattern the text ends with after one more character. */
  int step(int matched, char next) {
    var table = fallback();
    int now = matched == pattern.length() ? table[matched - 1] : matched;
    while (now > 0 && pattern.charAt(now) != next) {
      now = table[now - 1];
    }
    return pattern.charAt(now) == next ? now + 1 : now;
  }

  /** Made when somebody prints the head, which is seldom. */
  private synchronized int[] fallback() {
    if (fallback.length == 0) {
      var table = new int[pattern.length()];
      for (int at = 1, matched = 0; at < table.length; at++) {
        while (matched > 0 && pattern.charAt(at) != pattern.charAt(matched)) {
          matched = table[matched - 1];
        }
        if (pattern.charAt(at) == pattern.charAt(matched)) {
          matched++;
        }
        table[at] = matched;
      }
      fallback = table;
    }
    return fallback;
  }
}
