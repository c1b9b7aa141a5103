package forja.cli.terminal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/** Times and durations, short enough for a table. */
public final class Ages {
  private Ages() {}

  /** The largest unit that fits: {@code 3s}, {@code 5m}, {@code 2h}, {@code 4d}. */
  public static String brief(Duration age) {
    var seconds = Math.max(0, age.toSeconds());
    if (seconds < 60) {
      return seconds + "s";
    }
    if (seconds < 3600) {
      return seconds / 60 + "m";
    }
    return seconds < 2 * 86_400 ? seconds / 3600 + "h" : seconds / 86_400 + "d";
  }

  /** How long ago a time of the api is, briefly; empty when there is none. */
  public static String since(String text, Clock clock) {
    return instant(text).map(at -> brief(Duration.between(at, clock.instant()))).orElse("");
  }

  /** As exact as somebody who waits for it wants it: {@code 0.4s}, {@code 1m05s}, {@code 2h03m}. */
  public static String exact(Duration span) {
    var millis = Math.max(0, span.toMillis());
    if (millis < 60_000) {
      return String.format(Locale.ROOT, "%d.%ds", millis / 1000, millis % 1000 / 100);
    }
    var seconds = millis / 1000;
    return seconds < 3600
        ? String.format(Locale.ROOT, "%dm%02ds", seconds / 60, seconds % 60)
        : String.format(Locale.ROOT, "%dh%02dm", seconds / 3600, seconds % 3600 / 60);
  }

  /** A time of the api; empty when there is none. */
  public static Optional<Instant> instant(String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
    } catch (DateTimeParseException noTime) {
      return Optional.empty();
    }
  }
}
