package forja.common.job;

import java.util.regex.Pattern;

/** Text of unknown origin: what is fit for the ledger, and what makes it so. */
public final class Text {
  /** What somebody may name a request or a job by. */
  public static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");

  private static final char REPLACEMENT = '\uFFFD';

  private Text() {}

  /** PostgreSQL keeps no NUL, and half of a pair of surrogates is no character. */
  public static String storable(String text) {
    if (text.codePoints().allMatch(Text::isStorable)) {
      return text;
    }
    var clean = new StringBuilder(text.length());
    text.codePoints()
        .map(character -> isStorable(character) ? character : REPLACEMENT)
        .forEach(clean::appendCodePoint);
    return clean.toString();
  }

  /** At most so many characters of it. */
  public static String shortened(String text, int most) {
    return storable(text.substring(0, endOfPart(text, 0, most)));
  }

  /** Where a part of at most so many characters ends: never inside a pair of surrogates. */
  public static int endOfPart(CharSequence text, int begin, int most) {
    if (text.length() - begin <= most) {
      return text.length();
    }
    int end = begin + most;
    return Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
  }

  private static boolean isStorable(int character) {
    return character != 0
        && (character < Character.MIN_SURROGATE || character > Character.MAX_SURROGATE);
  }
}
