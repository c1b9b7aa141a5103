package forja.common.job;

import java.time.Duration;

/** A released job as a worker receives it; the broker adds the count of deliveries. */
public record Job(
    JobId id, String customer, int attempt, int release, Duration timeLimit, JobSpec spec) {

  public Token delivered(int delivery) {
    return new Token(attempt, release, delivery);
  }
}
