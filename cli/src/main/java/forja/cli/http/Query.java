package forja.cli.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;

/** A path with its query. */
public final class Query {
  private final StringBuilder text;
  private char separator = '?';

  public Query(String path) {
    this.text = new StringBuilder(path);
  }

  public Query with(String name, Object value) {
    text.append(separator)
        .append(name)
        .append('=')
        .append(URLEncoder.encode(String.valueOf(value), StandardCharsets.UTF_8));
    separator = '&';
    return this;
  }

  public Query withEach(String name, Collection<String> values) {
    values.forEach(value -> with(name, value));
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
