package forja.common.job;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How often a job is tried and after which failures; how long the first pause is, how many times
 * longer every further one, and how long they may become.
 */
public record RetryPolicy(
    @Nullable Integer attempts,
    @Nullable Duration backoff,
    @Nullable Integer factor,
    @Nullable Duration ceiling,
    @Nullable Set<Failure.Kind> on) {
  public static final int MOST_ATTEMPTS = 100;
  public static final int LARGEST_FACTOR = 10;
  public static final Duration LONGEST_BACKOFF = Duration.ofHours(1);
  public static final Duration HIGHEST_CEILING = Duration.ofDays(1);
  public static final RetryPolicy DEFAULT = of(3, Duration.ofSeconds(5));

  public RetryPolicy {
    attempts = attempts == null ? Integer.valueOf(3) : attempts;
    backoff = backoff == null ? Duration.ofSeconds(5) : backoff;
    factor = factor == null ? Integer.valueOf(2) : factor;
    ceiling = ceiling == null ? Duration.ofHours(1) : ceiling;
    on = inOrder(on == null ? Set.of(Failure.Kind.UNAVAILABLE) : on);
    Require.between(1, attempts, MOST_ATTEMPTS, "attempts");
    Require.between(Duration.ZERO, backoff, LONGEST_BACKOFF, "backoff");
    Require.between(1, factor, LARGEST_FACTOR, "factor");
    Require.between(Duration.ZERO, ceiling, HIGHEST_CEILING, "ceiling");
    Require.that(
        on.stream().allMatch(Failure.Kind::mayBeRetried),
        "on",
        "must be failures that trying again can help against, found " + on);
  }

  /** With every other default in place. */
  public static RetryPolicy of(int attempts, Duration backoff) {
    return new RetryPolicy(attempts, backoff, null, null, null);
  }

  private static Set<Failure.Kind> inOrder(Set<Failure.Kind> kinds) {
    var ordered = EnumSet.noneOf(Failure.Kind.class);
    ordered.addAll(kinds);
    return Collections.unmodifiableSet(ordered);
  }
}
