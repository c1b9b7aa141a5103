package forja.common.farm;

import com.fasterxml.jackson.annotation.JsonProperty;
import forja.common.job.Require;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Write begin and end, each with the token, to a target that refuses older tokens: shows in a drill
 * that an effect happened, and happened once.
 */
public record Effect(String target, @JsonProperty("for") @Nullable Duration duration)
    implements FarmSpec {
  public static final Pattern TARGET_NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}");

  public Effect {
    Require.that(target != null, "target", "is missing");
    Require.that(
        TARGET_NAME.matcher(target).matches(),
        "target",
        "must be 1 to 100 of a-z, 0-9, '.', '_' and '-', found " + target);
    duration = duration == null ? Duration.ZERO : duration;
    Require.between(Duration.ZERO, duration, Sleep.LONGEST, "for");
  }
}
