package forja.common.farm;

import forja.common.job.Require;
import org.jspecify.annotations.Nullable;

/** Answer at once, with the given words. */
public record Ping(@Nullable String echo) implements FarmSpec {
  public static final int LONGEST_ECHO = 1_000;

  public Ping {
    echo = echo == null ? "pong" : echo;
    Require.that(
        echo.length() <= LONGEST_ECHO, "echo", "must be at most " + LONGEST_ECHO + " characters");
  }
}
