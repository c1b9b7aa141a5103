package forja.cli.terminal;

/** How many columns of a terminal a text takes. */
public final class Columns {
  private Columns() {}

  public static int width(String text) {
    return text.codePoints().map(Columns::width).sum();
  }

  /** At most so wide; what is cut off is replaced by the mark. */
  public static String cut(String text, int most, String mark) {
    if (width(text) <= most) {
      return text;
    }
    var kept = new StringBuilder();
    var room = most - width(mark);
    for (var letter : text.codePoints().toArray()) {
      room -= width(letter);
      if (room < 0) {
        break;
      }
      kept.appendCodePoint(letter);
    }
    return most < width(mark) ? "" : kept.append(mark).toString();
  }

  public static String pad(String text, int least) {
    return text + " ".repeat(Math.max(0, least - width(text)));
  }

  public static String padLeft(String text, int least) {
    return " ".repeat(Math.max(0, least - width(text))) + text;
  }

  private static int width(int letter) {
    if (letter < 0x300) {
      return 1;
    }
    return switch (Character.getType(letter)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
      default -> isWide(letter) ? 2 : 1;
    };
  }

  private static boolean isWide(int letter) {
    return (letter >= 0x1100 && letter <= 0x115f)
        || (letter >= 0x2e80 && letter <= 0xa4cf)
        || (letter >= 0xac00 && letter <= 0xd7a3)
        || (letter >= 0xf900 && letter <= 0xfaff)
        || (letter >= 0xfe30 && letter <= 0xfe6f)
        || (letter >= 0xff00 && letter <= 0xff60)
        || (letter >= 0xffe0 && letter <= 0xffe6)
        || (letter >= 0x1f300 && letter <= 0x1faff)
        || (letter >= 0x20000 && letter <= 0x3fffd);
  }
}
