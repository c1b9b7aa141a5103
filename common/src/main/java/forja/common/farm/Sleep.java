package forja.common.farm;

import com.fasterxml.jackson.annotation.JsonProperty;
import forja.common.job.Require;
import java.time.Duration;

/** Sleep for a while, with progress. */
public record Sleep(@JsonProperty("for") Duration duration) implements FarmSpec {
  public static final Duration LONGEST = Duration.ofDays(1);

  public Sleep {
    Require.between(Duration.ZERO, duration, LONGEST, "for");
  }
}
