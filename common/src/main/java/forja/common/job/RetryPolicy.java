package forja.common.job;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How often a job is tried, and how long the first pause is; every further pause doubles. */
public record RetryPolicy(@Nullable Integer attempts, @Nullable Duration backoff) {
  public static final int MOST_ATTEMPTS = 100;
  public static final Duration LONGEST_PAUSE = Duration.ofHours(1);
  public static final RetryPolicy DEFAULT = new RetryPolicy(3, Duration.ofSeconds(5));

  public RetryPolicy {
    attempts = attempts == null ? Integer.valueOf(3) : attempts;
    backoff = backoff == null ? Duration.ofSeconds(5) : backoff;
    Require.between(1, attempts, MOST_ATTEMPTS, "attempts");
    Require.between(Duration.ZERO, backoff, LONGEST_PAUSE, "backoff");
  }
}
