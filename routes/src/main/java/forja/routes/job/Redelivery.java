package forja.routes.job;

import forja.common.job.JobSpec;
import forja.common.job.Kinds;
import forja.routes.wiring.Fence;
import forja.routes.wiring.Topology;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * How long a job that was delivered before waits, so that whoever had it has stopped: a first
 * delivery never does, nor work that does no harm when it overlaps.
 */
public record Redelivery(Duration pause, Predicate<JobSpec> hasOutsideEffects) {
  static final int FIRST = 1;

  public static Redelivery of(Fence fence) {
    return new Redelivery(fence.untilOthersStopped(), spec -> Kinds.of(spec).hasOutsideEffects());
  }

  /**
   * Whether it is time to ask the ledger what to do with it: the broker counts a delivery when it
   * hands a job to a worker, and only the ledger knows how many of them have begun.
   */
  boolean isTooOften(int delivery) {
    return delivery > Topology.MOST_DELIVERIES;
  }

  /** Whether an earlier delivery may have left something running that its worker's end did not. */
  boolean mayHaveLeftSomething(JobSpec spec, int delivery) {
    return before(spec, delivery).isPositive();
  }

  Duration before(JobSpec spec, int delivery) {
    return delivery > FIRST && hasOutsideEffects.test(spec) ? pause : Duration.ZERO;
  }
}
