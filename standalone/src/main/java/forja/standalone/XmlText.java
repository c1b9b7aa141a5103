package forja.standalone;

import java.util.Map;
import java.util.TreeMap;

/** Writes XML that people can read: one element a line, attributes in order of their names. */
final class XmlText {
  private final StringBuilder text =
      new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
  private int depth;

  void comment(String words) {
    text.append("<!-- ").append(words).append(" -->\n");
  }

  void element(String name, Runnable content) {
    element(name, Map.of(), content);
  }

  void element(String name, Map<String, String> attributes, Runnable content) {
    indent().append(opening(name, attributes)).append(">\n");
    int afterOpening = text.length();
    depth++;
    content.run();
    depth--;
    if (text.length() == afterOpening) {
      text.setLength(afterOpening - 2);
      text.append("/>\n");
    } else {
      indent().append("</").append(name).append(">\n");
    }
  }

  /** An element with nothing but text; none at all if there is none. */
  void text(String name, Object value) {
    text(name, Map.of(), value);
  }

  void text(String name, Map<String, String> attributes, Object value) {
    if (value != null) {
      indent().append(opening(name, attributes)).append('>').append(escaped(value.toString()));
      text.append("</").append(name).append(">\n");
    }
  }

  private StringBuilder indent() {
    return text.append("  ".repeat(depth));
  }

  private static String opening(String name, Map<String, String> attributes) {
    var opening = new StringBuilder("<").append(name);
    new TreeMap<>(attributes)
        .forEach((attribute, value) ->
            opening.append(" %s=\"%s\"".formatted(attribute, escaped(value))));
    return opening.toString();
  }

  private static String escaped(String value) {
    return value
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
