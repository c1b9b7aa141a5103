package forja.api.http;

import forja.api.request.FieldProblem;
import forja.api.request.FieldProblem.Code;
import forja.api.request.Reading;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Takes the body of a request: only in the forms and up to the size that are read here. */
public final class Body {
  public static final int SMALL = 128 * 1024;
  public static final int BATCH = 10 * 1024 * 1024;

  private Body() {}

  /** The content type, when it is one of these; the caller reads {@link #bytes} next. */
  public static String type(Context http, List<String> types) {
    var encoding = http.header("Content-Encoding");
    var given = Optional.ofNullable(http.contentType()).orElse("");
    var type = given.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (!types.contains(type)
        || !isUtf8(given)
        || !(encoding == null || encoding.equals("identity"))) {
      throw new Problem(
              ProblemType.UNSUPPORTED_MEDIA_TYPE,
              "expected " + String.join(" or ", types) + " in UTF-8, not compressed")
          .with("Accept-Post", String.join(", ", types));
    }
    return type;
  }

  private static boolean isUtf8(String contentType) {
    var parameters = contentType.toLowerCase(Locale.ROOT).replace("\"", "").replace(" ", "");
    return !parameters.contains("charset=") || parameters.contains("charset=utf-8");
  }

  /** All bytes of the body; no more than so many are ever read. */
  public static byte[] bytes(Context http, int most) {
    if (http.req().getContentLengthLong() > most) {
      throw tooLarge(most);
    }
    try {
      byte[] bytes = http.req().getInputStream().readNBytes(most + 1);
      if (bytes.length > most) {
        throw tooLarge(most);
      }
      return bytes;
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  /** For requests that say everything by their path. */
  public static void requireNone(Context http) {
    if (bytes(http, SMALL).length > 0) {
      throw Problem.of(
          ProblemType.INVALID_BODY, new FieldProblem("", "must be empty", Code.UNKNOWN));
    }
  }

  static boolean isLarge(Context http) {
    return http.req().getContentLengthLong() > SMALL;
  }

  /** Reads a small body that nobody wants, else the connection could not be used again. */
  static void discard(Context http) {
    try {
      if (http.req().getInputStream().readNBytes(SMALL + 1).length > SMALL) {
        http.header("Connection", "close");
      }
    } catch (IOException _) {
      http.header("Connection", "close");
    }
  }

  /** What was read, or the end of the request with everything that is wrong. */
  public static <T> T require(Reading<T> reading) {
    return switch (reading) {
      case Reading.Good<T>(var value) -> value;
      case Reading.Bad<T>(var problems) -> throw wrong(problems);
    };
  }

  /** One problem for all that is wrong. */
  public static Problem wrong(List<FieldProblem> problems) {
    boolean malformed = problems.stream().anyMatch(problem -> problem.code() == Code.MALFORMED);
    var first = problems.getFirst();
    var more = problems.size() == 1 ? "" : " (and " + (problems.size() - 1) + " more)";
    return new Problem(
        malformed ? ProblemType.MALFORMED_JSON : ProblemType.INVALID_BODY,
        (first.pointer() + " " + first.detail()).strip() + more,
        problems);
  }

  private static Problem tooLarge(int most) {
    return new Problem(ProblemType.BODY_TOO_LARGE, "at most " + most + " bytes are read here");
  }
}
