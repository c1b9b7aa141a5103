package forja.common.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * How a value may look in a text: plain, and its lines each; in hexadecimals; as base64 at each
 * place of three, with and without its end; as part of an address; in a JSON text.
 */
final class ValueForms {
  private static final int SHORTEST_LINE = 8;
  private static final int BITS_OF_BYTE = 8;
  private static final int BITS_OF_DIGIT = 6;
  private static final int ASCII = 128;

  private ValueForms() {}

  /** Also without the blanks around it: whoever reads a value from a file may cut them off. */
  static Set<String> of(byte[] value) {
    var text = new String(value, UTF_8);
    var forms = new LinkedHashSet<>(whole(value, text));
    if (!text.strip().equals(text)) {
      forms.addAll(whole(text.strip().getBytes(UTF_8), text.strip()));
    }
    return forms;
  }

  private static Set<String> whole(byte[] value, String text) {
    var forms = new LinkedHashSet<String>();
    forms.add(text);
    forms.addAll(longLines(text));
    forms.add(HexFormat.of().formatHex(value));
    forms.add(HexFormat.of().withUpperCase().formatHex(value));
    for (int place = 0; place < 3; place++) {
      for (var digits : base64(value, place)) {
        forms.add(digits);
        forms.add(digits.replace('+', '-').replace('/', '_'));
      }
    }
    for (var plain : PlainInAddress.values()) {
      var encoded = percent(value, plain);
      forms.add(encoded);
      forms.add(lower(encoded));
      forms.add(encoded.replace("%20", "+"));
      forms.add(lower(encoded).replace("%20", "+"));
    }
    for (var dialect : JsonDialect.values()) {
      forms.add(json(text, dialect));
    }
    return forms;
  }

  /** Somebody who prints a text of several lines may put something before each of them. */
  private static List<String> longLines(String text) {
    return text.indexOf('\n') < 0
        ? List.of()
        : text.lines().map(String::strip).filter(line -> line.length() >= SHORTEST_LINE).toList();
  }

  /**
   * With so many bytes before it: the digits that no neighbour changes, and what ends the text when
   * nothing follows.
   */
  private static List<String> base64(byte[] value, int before) {
    var bytes = new byte[before + value.length];
    System.arraycopy(value, 0, bytes, before, value.length);
    var whole = Base64.getEncoder().encodeToString(bytes);
    int begin = (before * BITS_OF_BYTE + BITS_OF_DIGIT - 1) / BITS_OF_DIGIT;
    int end = bytes.length * BITS_OF_BYTE / BITS_OF_DIGIT;
    var forms = new ArrayList<String>();
    forms.add(whole.substring(begin, end));
    if (whole.endsWith("=")) {
      forms.add(whole.substring(begin, end + 1));
      forms.add(whole.substring(begin));
    }
    return forms;
  }

  private static String percent(byte[] value, PlainInAddress plain) {
    var encoded = new StringBuilder();
    for (byte each : value) {
      int character = Byte.toUnsignedInt(each);
      if (plain.holds(character)) {
        encoded.append((char) character);
      } else {
        encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(each));
      }
    }
    return encoded.toString();
  }

  /** With the digits of all escapes in lower case, and nothing else. */
  private static String lower(String encoded) {
    var lower = new StringBuilder(encoded);
    for (int at = lower.indexOf("%"); at >= 0; at = lower.indexOf("%", at + 1)) {
      lower.replace(at, at + 3, encoded.substring(at, at + 3).toLowerCase(Locale.ROOT));
    }
    return lower.toString();
  }

  private static String json(String text, JsonDialect dialect) {
    var escaped = new StringBuilder();
    for (int at = 0; at < text.length(); at++) {
      char next = text.charAt(at);
      switch (next) {
        case '"' -> escaped.append("\\\"");
        case '\\' -> escaped.append("\\\\");
        case '\n' -> escaped.append("\\n");
        case '\r' -> escaped.append("\\r");
        case '\t' -> escaped.append("\\t");
        case '\b' -> escaped.append("\\b");
        case '\f' -> escaped.append("\\f");
        default -> escaped.append(dialect.write(next));
      }
    }
    return escaped.toString();
  }

  /** Which characters of an address are not escaped: there is no one rule. */
  private enum PlainInAddress {
    OF_RFC_3986("-._~"),
    OF_FORMS("*-._"),
    OF_SCRIPTS("-._~!'()*"),
    OF_PATHS("-._~!'()*$&+,;=:@/");

    private final String signs;

    PlainInAddress(String signs) {
      this.signs = signs;
    }

    private boolean holds(int character) {
      return character < ASCII
          && (Character.isLetterOrDigit(character) || signs.indexOf(character) >= 0);
    }
  }

  /** What writers of JSON escape beyond what they must, and how. */
  private enum JsonDialect {
    PLAIN,
    UPPER_CASE,
    ASCII_ONLY,
    FOR_PAGES,
    SLASHES;

    private String write(char next) {
      boolean escaped =
          switch (this) {
            case PLAIN -> false;
            case UPPER_CASE, ASCII_ONLY -> next >= ASCII;
            case FOR_PAGES -> "<>&'".indexOf(next) >= 0;
            case SLASHES -> next == '/';
          };
      if (!escaped && next >= ' ') {
        return String.valueOf(next);
      }
      return next == '/' ? "\\/" : "\\u" + digits().toHexDigits(next);
    }

    private HexFormat digits() {
      return this == UPPER_CASE ? HexFormat.of().withUpperCase() : HexFormat.of();
    }
  }
}
