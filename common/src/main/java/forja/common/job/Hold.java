package forja.common.job;

import java.time.Duration;

/**
 * How long a worker may still go on with a job, as far as is proven at this moment. Nothing is left
 * when others may be doing it.
 */
@FunctionalInterface
public interface Hold {
  /** For work that nobody can take away. */
  Hold FOR_EVER = () -> Duration.ofDays(1);

  Duration left();
}
