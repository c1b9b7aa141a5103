package forja.api.job;

import forja.api.ledger.JobRow;
import java.util.Optional;

/** The address of the new thing that a job has created; what creates nothing has none. */
@FunctionalInterface
public interface Creations {
  Optional<String> location(JobRow job);

  /** The rule for every kind that there is. */
  static Optional<String> ofKinds(JobRow job) {
    return switch (job.lane().capability()) {
      case FARM, CUSTOMER -> Optional.empty();
    };
  }
}
