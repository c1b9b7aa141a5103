package forja.api.http;

import forja.api.request.FieldProblem;
import forja.api.request.FieldProblem.Code;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a caller would like ({@code Prefer}, RFC 7240); whatever we do not know is ignored, as the
 * RFC asks.
 */
public final class Preferences {
  public static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
  private static final Pattern WAIT = Pattern.compile("wait\\s*=\\s*\"?(\\d{1,9})\"?\\s*(;.*)?");

  private Preferences() {}

  /** How long to wait for the end of a job; more than we wait at most is cut. */
  public static Optional<Duration> wait(Context http) {
    var prefer = http.header("Prefer");
    if (prefer == null) {
      return Optional.empty();
    }
    for (var part : prefer.toLowerCase(Locale.ROOT).split(",")) {
      var wish = part.strip();
      var wait = WAIT.matcher(wish);
      if (wait.matches()) {
        long seconds = Math.min(Long.parseLong(wait.group(1)), LONGEST_WAIT.toSeconds());
        return Optional.of(Duration.ofSeconds(seconds));
      }
      if (wish.startsWith("wait")) {
        throw Problem.of(
            ProblemType.INVALID_HEADER,
            new FieldProblem("/header/Prefer", "wants wait=<seconds>", Code.WRONG_FORMAT));
      }
    }
    return Optional.empty();
  }

  public static void applied(Context http, Duration wait) {
    http.header("Preference-Applied", "wait=" + wait.toSeconds());
  }
}
