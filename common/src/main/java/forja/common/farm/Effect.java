package forja.common.farm;

import com.fasterxml.jackson.annotation.JsonProperty;
import forja.common.job.Require;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Write begin and end, each with the token, to a target that refuses older tokens: shows in a drill
 * that an effect happened, and happened once. Meanwhile a tree of so many child processes lives;
 * stubborn ones ignore the TERM signal.
 */
public record Effect(
    String target,
    @JsonProperty("for") @Nullable Duration duration,
    @Nullable Integer processes,
    @Nullable Boolean stubborn)
    implements FarmSpec {
  public static final int MOST_PROCESSES = 50;
  public static final Pattern TARGET_NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}");

  public Effect {
    Require.that(target != null, "target", "is missing");
    Require.that(
        TARGET_NAME.matcher(target).matches(),
        "target",
        "must be 1 to 100 of a-z, 0-9, '.', '_' and '-', found " + target);
    duration = duration == null ? Duration.ZERO : duration;
    Require.between(Duration.ZERO, duration, Sleep.LONGEST, "for");
    processes = processes == null ? Integer.valueOf(0) : processes;
    Require.between(0, processes, MOST_PROCESSES, "processes");
    stubborn = stubborn != null && stubborn;
  }

  /** Without child processes. */
  public static Effect at(String target, @Nullable Duration duration) {
    return new Effect(target, duration, null, null);
  }
}
