package forja.common.job;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A released job as a worker receives it; the broker adds the count of deliveries. */
public record Job(
    JobId id,
    String customer,
    int attempt,
    int release,
    Duration timeLimit,
    Optional<Instant> deadline,
    JobSpec spec) {

  public Job {
    Require.that(id != null, "id", "is missing");
    Require.that(customer != null, "customer", "is missing");
    Require.that(timeLimit != null, "timeLimit", "is missing");
    Require.that(spec != null, "spec", "is missing");
  }

  public Token delivered(int delivery) {
    return new Token(attempt, release, delivery);
  }
}
