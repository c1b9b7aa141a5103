package forja.api.http.docs;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Text to HTML: escaped, with the little Markdown that the document uses. */
final class Prose {
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern BOLD = Pattern.compile("\\*\\*([^*]+)\\*\\*");

  private Prose() {}

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /** Words within a line. */
  static String inline(String text) {
    var code = CODE.matcher(escape(text.strip())).replaceAll("<code>$1</code>");
    return BOLD.matcher(code).replaceAll("<strong>$1</strong>");
  }

  /** Paragraphs, parted by empty lines. */
  static String paragraphs(String text) {
    return text.isBlank()
        ? ""
        : Stream.of(text.strip().split("\n\\s*\n"))
            .map(paragraph -> "<p>" + inline(paragraph) + "</p>")
            .collect(Collectors.joining("\n"));
  }
}
