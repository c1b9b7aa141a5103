package forja.api.ledger;

import forja.common.job.Failure;
import java.util.Set;

/** What an end says about the locks of a job: whether something may still run at their targets. */
enum LockDoubt {
  /** Nothing new: what was in doubt stays so. */
  LEFT(0),
  /** The work was seen to have stopped, so nothing of an earlier holder runs either. */
  CLEARED(1),
  /** Something may still run. */
  MADE(2);

  private static final Set<String> NEVER_BEGAN =
      Set.of("job.deadline", "job.not-begun", "forja.unreadable-job");

  private static final String FORMER_WORK_SEEN = "forja.former-work-alive";

  private final int code;

  LockDoubt(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  static int codeOf(Tale tale) {
    return of(tale).code;
  }

  private static LockDoubt of(Tale tale) {
    if (tale.result().isPresent()) {
      return CLEARED;
    }
    return tale.failure().map(LockDoubt::of).orElse(LEFT);
  }

  /** Who came too late to begin, or could not be read, has looked at nothing. */
  private static LockDoubt of(Failure failure) {
    if (failure.code().equals(FORMER_WORK_SEEN)) {
      return MADE;
    }
    return NEVER_BEGAN.contains(failure.code()) ? LEFT : of(failure.kind());
  }

  private static LockDoubt of(Failure.Kind kind) {
    return switch (kind) {
      case UNPROVEN, LOST, CRASHED -> MADE;
      case WORK_FAILED, TIMED_OUT -> CLEARED;
      case REJECTED, UNAVAILABLE -> LEFT;
    };
  }
}
