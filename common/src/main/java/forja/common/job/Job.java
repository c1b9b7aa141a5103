package forja.common.job;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A released job as a worker receives it; the broker adds the count of deliveries. Of a lock in
 * doubt nobody knows whether what ran under it before has stopped. The request is the one by which
 * somebody asked for the job, for whoever reads logs.
 */
public record Job(
    JobId id,
    String customer,
    int attempt,
    int release,
    Duration timeLimit,
    Optional<Instant> deadline,
    JobSpec spec,
    List<String> locksInDoubt,
    Optional<String> requestId) {

  public Job {
    locksInDoubt = List.copyOf(locksInDoubt);
    Require.that(id != null, "id", "is missing");
    Require.that(customer != null, "customer", "is missing");
    Require.that(timeLimit != null, "timeLimit", "is missing");
    Require.that(spec != null, "spec", "is missing");
  }

  /** The proof came with the message. */
  public Token delivered(int delivery, String proof) {
    return new Token(attempt, release, delivery, proof);
  }
}
