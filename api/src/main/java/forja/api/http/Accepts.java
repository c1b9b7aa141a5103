package forja.api.http;

import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether an {@code Accept} header takes a media type. */
final class Accepts {
  private Accepts() {}

  static boolean takes(@Nullable String accept, String type) {
    if (accept == null || accept.isBlank()) {
      return true;
    }
    return Stream.of(accept.toLowerCase(Locale.ROOT).split(","))
        .map(String::strip)
        .filter(range -> !range.matches(".*;\\s*q=0(\\.0*)?\\s*(;.*)?"))
        .map(range -> range.split(";", 2)[0].strip())
        .anyMatch(range -> matches(range, type));
  }

  private static boolean matches(String range, String type) {
    return range.equals("*/*")
        || range.equals("*")
        || range.equals(type)
        || (range.endsWith("/*") && type.startsWith(range.substring(0, range.length() - 1)));
  }
}
