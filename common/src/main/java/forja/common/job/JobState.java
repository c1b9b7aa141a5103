package forja.common.job;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where a job stands. The code stands in the ledger: never change one, add. */
public enum JobState {
  /** Its dependencies are open. */
  WAITING(0),
  /** Its time has not come, or it pauses between attempts. */
  SCHEDULED(1),
  QUEUED(2),
  /** On a broker queue. */
  RELEASED(3),
  RUNNING(4),
  CANCELLING(5),
  SUCCEEDED(6),
  FAILED(7),
  CANCELLED(8);

  private final int code;

  JobState(int code) {
    this.code = code;
  }

  /**
   * The only place that says which transitions are legal; empty means that the change is none for a
   * job in this state. Final states absorb everything but a retry.
   */
  public Optional<JobState> after(JobChange change) {
    return Optional.ofNullable(
        switch (this) {
          case WAITING -> beforeRelease(change, JobChange.UNBLOCKED);
          case SCHEDULED -> beforeRelease(change, JobChange.CAME_DUE);
          case QUEUED -> change == JobChange.RELEASED ? RELEASED : unbegun(change);
          case RELEASED, RUNNING -> whileOut(change);
          case CANCELLING -> whileCancelling(change);
          case FAILED, CANCELLED -> change == JobChange.RETRIED ? QUEUED : null;
          case SUCCEEDED -> null;
        });
  }

  private static @Nullable JobState beforeRelease(JobChange change, JobChange whatItWaitsFor) {
    return change == whatItWaitsFor ? QUEUED : unbegun(change);
  }

  /** How a job may end that no worker can have begun. */
  private static @Nullable JobState unbegun(JobChange change) {
    return switch (change) {
      case CANCEL_ASKED -> CANCELLED;
      case EXPIRED -> FAILED;
      default -> null;
    };
  }

  private static @Nullable JobState whileOut(JobChange change) {
    return switch (change) {
      case STARTED, PROGRESSED -> RUNNING;
      case SUCCEEDED -> SUCCEEDED;
      case FAILED -> FAILED;
      case POSTPONED -> SCHEDULED;
      case HANDED_BACK, RELEASE_LOST -> QUEUED;
      case CANCEL_ASKED -> CANCELLING;
      case CANCELLED -> CANCELLED;
      case ACCEPTED, CAME_DUE, RELEASED, RETRIED, UNBLOCKED, EXPIRED -> null;
    };
  }

  private static @Nullable JobState whileCancelling(JobChange change) {
    return switch (change) {
      case STARTED, PROGRESSED -> CANCELLING;
      case SUCCEEDED -> SUCCEEDED;
      case FAILED -> FAILED;
      case POSTPONED, HANDED_BACK, RELEASE_LOST, CANCELLED -> CANCELLED;
      case ACCEPTED, CAME_DUE, RELEASED, CANCEL_ASKED, RETRIED, UNBLOCKED, EXPIRED -> null;
    };
  }

  public boolean isFinal() {
    return this == SUCCEEDED || this == FAILED || this == CANCELLED;
  }

  /** On a queue or with a worker: counts against the window. */
  public boolean isOut() {
    return this == RELEASED || this == RUNNING || this == CANCELLING;
  }

  public int code() {
    return code;
  }

  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static JobState ofCode(int code) {
    return Stream.of(values())
        .filter(state -> state.code == code)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no state has the code " + code));
  }

  public static Optional<JobState> named(String wireName) {
    return Stream.of(values()).filter(state -> state.wireName().equals(wireName)).findFirst();
  }
}
