package forja.api.ledger;

import forja.common.job.JobId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A lock as it stands: who holds it, what is in doubt, how many wait. */
public record LockState(String name, int permits, long waiting, List<Permit> taken) {

  /** A permit that is held, or in doubt, or both. */
  public record Permit(Optional<Holder> holder, Optional<Doubt> doubt) {}

  /** The job that has it. */
  public record Holder(JobId job, Instant since) {}

  /** The job that left it so, and what it said: what may still run. */
  public record Doubt(JobId job, Instant since, String reason) {}
}
