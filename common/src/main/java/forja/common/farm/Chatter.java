package forja.common.farm;

import forja.common.job.Require;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Write so many lines of so many characters to the log, with a pause after each. */
public record Chatter(@Nullable Integer lines, @Nullable Integer width, @Nullable Duration every)
    implements FarmSpec {
  public static final int MOST_LINES = 10_000_000;
  public static final int WIDEST = 10_000;

  public Chatter {
    lines = lines == null ? Integer.valueOf(10) : lines;
    width = width == null ? Integer.valueOf(60) : width;
    every = every == null ? Duration.ZERO : every;
    Require.between(1, lines, MOST_LINES, "lines");
    Require.between(1, width, WIDEST, "width");
    Require.between(Duration.ZERO, every, Duration.ofHours(1), "every");
  }
}
