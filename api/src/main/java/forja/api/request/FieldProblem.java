package forja.api.request;

import java.util.Locale;
import java.util.Objects;

/**
 * One thing that is wrong with a request: where (a JSON pointer), what (for people), and a stable
 * code.
 */
public record FieldProblem(String pointer, String detail, Code code) {

  /**
   * What can be wrong with a field. The names stand in answers: never rename one, add a new one
   * instead.
   */
  public enum Code {
    MALFORMED,
    DUPLICATE,
    MISSING,
    UNKNOWN,
    WRONG_TYPE,
    NOT_ALLOWED,
    OUT_OF_RANGE,
    WRONG_FORMAT,
    TOO_LONG,
    TOO_MANY,
    TOO_FEW,
    TOO_DEEP,
    BAD_CHARACTER;

    public String wireName() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public FieldProblem {
    Objects.requireNonNull(pointer);
    Objects.requireNonNull(detail);
    Objects.requireNonNull(code);
  }

  /** Of a field at the top of a document. */
  public static FieldProblem at(String field, String detail, Code code) {
    return new FieldProblem(step("", field), detail, code);
  }

  /** A pointer one step further down, the step escaped as RFC 6901 asks. */
  static String step(String pointer, String name) {
    return pointer + '/' + name.replace("~", "~0").replace("/", "~1");
  }
}
