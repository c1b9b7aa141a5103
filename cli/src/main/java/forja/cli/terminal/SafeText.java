package forja.cli.terminal;

/**
 * Makes text from elsewhere harmless for a terminal: what would move the cursor, recolour, or turn
 * the reading direction is shown instead of obeyed.
 */
public final class SafeText {
  private SafeText() {}

  /** Keeps newlines and tabs. */
  public static String block(String text) {
    return escape(text, true);
  }

  /** Stays on one line. */
  public static String line(String text) {
    return escape(text, false);
  }

  private static String escape(String text, boolean keepLayout) {
    StringBuilder escaped = null;
    for (var index = 0; index < text.length(); index++) {
      var letter = text.charAt(index);
      var safe = isHarmless(text, index) || (keepLayout && (letter == '\n' || letter == '\t'));
      if (!safe && escaped == null) {
        escaped = new StringBuilder(text.length() + 16).append(text, 0, index);
      }
      if (escaped != null) {
        escaped.append(safe ? String.valueOf(letter) : shown(letter));
      }
    }
    return escaped == null ? text : escaped.toString();
  }

  private static boolean isHarmless(String text, int index) {
    var letter = text.charAt(index);
    if (Character.isHighSurrogate(letter)) {
      return index + 1 < text.length() && Character.isLowSurrogate(text.charAt(index + 1));
    }
    if (Character.isLowSurrogate(letter)) {
      return index > 0 && Character.isHighSurrogate(text.charAt(index - 1));
    }
    return !Character.isISOControl(letter) && !breaksLines(letter) && !turnsDirection(letter);
  }

  private static boolean breaksLines(char letter) {
    return letter == '\u2028' || letter == '\u2029';
  }

  private static boolean turnsDirection(char letter) {
    return (letter >= '\u202a' && letter <= '\u202e')
        || (letter >= '\u2066' && letter <= '\u2069')
        || letter == '\u200e'
        || letter == '\u200f'
        || letter == '\u061c';
  }

  private static String shown(char letter) {
    return switch (letter) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default ->
          letter < 0x100
              ? String.format("\\x%02x", (int) letter)
              : String.format("\\u%04x", (int) letter);
    };
  }
}
