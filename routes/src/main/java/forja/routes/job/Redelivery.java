package forja.routes.job;

import forja.common.job.Job;
import forja.common.job.JobSpec;
import forja.common.job.Kinds;
import forja.common.job.Token;
import forja.routes.wiring.Fence;
import forja.routes.wiring.Topology;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * How long a job that was delivered before waits, so that whoever had it has stopped: a first
 * delivery never does, nor work that does no harm when it overlaps, nor what this worker had
 * itself, for which {@link RunningJobs#enter} waits.
 */
public final class Redelivery {
  static final int FIRST = 1;

  private final Duration pause;
  private final Predicate<JobSpec> hasOutsideEffects;
  private final OwnDeliveries own;

  public Redelivery(Duration pause, Predicate<JobSpec> hasOutsideEffects) {
    this(pause, hasOutsideEffects, System::nanoTime);
  }

  Redelivery(Duration pause, Predicate<JobSpec> hasOutsideEffects, LongSupplier nanoTime) {
    this.pause = pause;
    this.hasOutsideEffects = hasOutsideEffects;
    this.own = new OwnDeliveries(nanoTime);
  }

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
    return delivery > FIRST && pause.isPositive() && hasOutsideEffects.test(spec);
  }

  /** Asked once of each delivery, when it comes. */
  Duration before(Job job, Token token) {
    if (!hasOutsideEffects.test(job.spec())) {
      return Duration.ZERO;
    }
    return own.othersMayWorkFor(job.id(), token, token.delivery() > FIRST ? pause : Duration.ZERO);
  }
}
