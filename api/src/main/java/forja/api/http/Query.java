package forja.api.http;

import forja.api.request.FieldProblem;
import forja.api.request.FieldProblem.Code;
import io.javalin.http.Context;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The query parameters of a request, read strictly: what is wrong is collected and told at once.
 */
public final class Query {
  private static final int LONGEST_VALUE = 300;

  private final Map<String, List<String>> values = new LinkedHashMap<>();
  private final List<FieldProblem> problems = new ArrayList<>();

  /** The request may have these parameters and no others. */
  public Query(Context http, Set<String> known) {
    var text = http.req().getQueryString();
    if (text == null || text.isEmpty()) {
      return;
    }
    for (var part : text.split("&")) {
      int equals = part.indexOf('=');
      var name = decode(equals < 0 ? part : part.substring(0, equals));
      if (known.contains(name)) {
        add(name, equals < 0 ? "" : decode(part.substring(equals + 1)));
      } else {
        wrong(name, "is not a known parameter", Code.UNKNOWN);
      }
    }
  }

  private void add(String name, String value) {
    if (value.length() > LONGEST_VALUE) {
      wrong(name, "must be at most " + LONGEST_VALUE + " characters", Code.TOO_LONG);
    } else if (value.chars().anyMatch(Character::isISOControl)) {
      wrong(name, "holds a control character", Code.BAD_CHARACTER);
    } else {
      values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
    }
  }

  private String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      wrong(text, "is not percent-encoded as it should be", Code.WRONG_FORMAT);
      return "";
    }
  }

  public void wrong(String name, String detail, Code code) {
    problems.add(new FieldProblem("/query/" + name, detail, code));
  }

  public List<String> all(String name) {
    return List.copyOf(values.getOrDefault(name, List.of()));
  }

  /** Values that may be repeated or stand in one, separated by commas. */
  public List<String> words(String name) {
    return all(name).stream().flatMap(value -> List.of(value.split(",", -1)).stream()).toList();
  }

  /** The only value; a second one is a problem. */
  public Optional<String> one(String name) {
    var all = all(name);
    if (all.size() > 1) {
      wrong(name, "stands more than once", Code.DUPLICATE);
    }
    return all.stream().findFirst();
  }

  /** The only value, as something else; empty is a problem. */
  public <T> Optional<T> one(String name, String form, Function<String, Optional<T>> read) {
    var text = one(name);
    var value = text.flatMap(read);
    if (text.isPresent() && value.isEmpty()) {
      wrong(name, "must be " + form + ", found '" + text.get() + "'", Code.WRONG_FORMAT);
    }
    return value;
  }

  public Optional<Instant> time(String name) {
    return one(name, "a time such as 2030-01-31T12:00:00Z", Query::readTime);
  }

  public Optional<Integer> number(String name, int least, int most) {
    return one(
        name,
        "a number between " + least + " and " + most,
        text -> readNumber(text).filter(number -> number >= least && number <= most));
  }

  /** True when the parameter stands alone or says so. */
  public boolean flag(String name) {
    return one(name, "true or false", Query::readFlag).orElse(false);
  }

  /** Ends the request when anything was wrong. */
  public void check() {
    if (!problems.isEmpty()) {
      var first = problems.getFirst();
      throw new Problem(
          ProblemType.INVALID_QUERY, first.pointer() + " " + first.detail(), problems);
    }
  }

  private static Optional<Boolean> readFlag(String text) {
    return switch (text) {
      case "", "true" -> Optional.of(true);
      case "false" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  private static Optional<Integer> readNumber(String text) {
    return text.matches("-?\\d{1,9}") ? Optional.of(Integer.parseInt(text)) : Optional.empty();
  }

  private static Optional<Instant> readTime(String text) {
    try {
      // A plus sign that was not encoded arrives as a space.
      var time = OffsetDateTime.parse(text.replace(' ', '+'));
      return time.getYear() < 1 || time.getYear() > 9999
          ? Optional.empty()
          : Optional.of(time.toInstant());
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
