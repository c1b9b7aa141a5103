package forja.api.ledger;

import forja.common.job.JobState;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which jobs a list shows; an empty set or map asks for nothing in particular. */
public record JobFilter(
    Set<JobState> states,
    Set<String> kinds,
    Map<String, String> labels,
    Optional<String> worker,
    Optional<Instant> acceptedAfter,
    Optional<Instant> acceptedBefore) {
  public static final JobFilter ALL =
      new JobFilter(
          Set.of(), Set.of(), Map.of(), Optional.empty(), Optional.empty(), Optional.empty());

  public JobFilter {
    states = Set.copyOf(states);
    kinds = Set.copyOf(kinds);
    labels = Map.copyOf(labels);
  }
}
