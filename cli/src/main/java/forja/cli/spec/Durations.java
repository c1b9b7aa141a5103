package forja.cli.spec;

import forja.cli.config.Misuse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Durations and times as people type them: {@code 90s}, {@code 1h30m}, {@code PT2S}. */
public final class Durations {
  private static final Pattern SHORT =
      Pattern.compile("(?=\\d)(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+(?:\\.\\d{1,9})?)s)?");
  private static final Pattern MILLIS = Pattern.compile("(\\d{1,12})ms");

  private Durations() {}

  /** In ISO 8601, as the api wants it. */
  public static String iso(String typed) {
    return parse(typed).toString();
  }

  public static Duration parse(String typed) {
    try {
      var millis = MILLIS.matcher(typed);
      if (millis.matches()) {
        return Duration.ofMillis(Long.parseLong(millis.group(1)));
      }
      var parts = SHORT.matcher(typed);
      return Duration.parse(
          parts.matches()
              ? "P" + day(parts.group(1)) + time(typed)
              : typed.toUpperCase(Locale.ROOT));
    } catch (DateTimeParseException | ArithmeticException noDuration) {
      throw new Misuse("no duration: " + typed + " (expected 30s, 5m, 1h30m, 2d or PT30S)");
    }
  }

  private static String day(@org.jspecify.annotations.Nullable String days) {
    return days == null ? "" : days + "D";
  }

  private static String time(String typed) {
    var rest = typed.substring(typed.indexOf('d') + 1).toUpperCase(Locale.ROOT);
    return rest.isEmpty() ? "" : "T" + rest;
  }

  /** A time, or a duration from now such as {@code +5m}, as RFC 3339 in UTC. */
  public static Instant time(String typed, Clock clock) {
    if (typed.startsWith("+")) {
      return clock.instant().plus(parse(typed.substring(1)));
    }
    return moment(typed)
        .orElseThrow(
            () -> new Misuse("no time: " + typed + " (expected 2030-01-31T12:00:00Z or +5m)"));
  }

  /** A time, or how long ago it was, such as {@code 2h}. */
  public static Instant past(String typed, Clock clock) {
    return moment(typed).orElseGet(() -> clock.instant().minus(parse(typed)));
  }

  private static Optional<Instant> moment(String typed) {
    try {
      return Optional.of(OffsetDateTime.parse(typed).toInstant());
    } catch (DateTimeParseException noTime) {
      return Optional.empty();
    }
  }
}
