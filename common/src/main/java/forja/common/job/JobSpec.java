package forja.common.job;

import forja.common.farm.FarmSpec;

/**
 * What a caller wants done. One record per kind of job; a spec that exists is a spec that is valid.
 *
 * <p>Priority, time limit, retry policy and labels belong to the job's envelope, {@link
 * JobRequest}.
 */
public sealed interface JobSpec permits FarmSpec {

  default Capability capability() {
    return switch (this) {
      case FarmSpec _ -> Capability.FARM;
    };
  }
}
