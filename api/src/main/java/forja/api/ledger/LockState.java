package forja.api.ledger;

import forja.common.job.JobId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A lock as it stands: how many permits it has and whether a limit says so, how many jobs wait, how
 * many permits are held and how many in doubt, and the first of both.
 */
public record LockState(
    String name,
    int permits,
    boolean isLimited,
    long waiting,
    int held,
    int doubtful,
    List<Permit> taken) {
  /** So many holders, and so many doubts, are shown. */
  public static final int MOST_SHOWN = 100;

  LockState with(List<Permit> shown) {
    return new LockState(name, permits, isLimited, waiting, held, doubtful, shown);
  }

  boolean isKnown() {
    return isLimited || waiting > 0 || held > 0 || doubtful > 0;
  }

  /** A permit that is held, or in doubt, or both. */
  public record Permit(Optional<Holder> holder, Optional<Doubt> doubt) {}

  /** The job that has it. */
  public record Holder(JobId job, Instant since) {}

  /** The job that left it so, and what it said: what may still run. */
  public record Doubt(JobId job, Instant since, String reason) {}
}
