package forja.common.job;

import forja.common.customer.CustomerSpec;
import forja.common.farm.FarmSpec;
import java.util.List;

/**
 * What a caller wants done. One record per kind of job; a spec that exists is a spec that is valid.
 *
 * <p>Priority, time limit, retry policy and labels belong to the job's envelope, {@link
 * JobRequest}.
 */
public sealed interface JobSpec permits FarmSpec, CustomerSpec {

  default Capability capability() {
    return switch (this) {
      case FarmSpec _ -> Capability.FARM;
      case CustomerSpec _ -> Capability.CUSTOMER;
    };
  }

  /** The names of the secrets that the work needs: the spec holds no value. */
  default List<String> secrets() {
    return List.of();
  }
}
