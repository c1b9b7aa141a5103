package forja.common.job;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Why a job did not succeed: who can fix it (kind), what to look up (code), what to tell (message).
 */
public record Failure(Kind kind, String code, @Nullable String message) {
  public static final int LONGEST_MESSAGE = 4_000;

  /** Whatever a library said: shortened, and without what the ledger cannot store. */
  public Failure {
    message = Text.shortened(message == null ? code : message, LONGEST_MESSAGE);
  }

  /** Who can fix it, and whether trying again helps. */
  public enum Kind {
    /** The spec cannot be carried out as written. The caller fixes it. */
    REJECTED(false),
    /** The work itself failed: a build step, a task, a package. The caller fixes it. */
    WORK_FAILED(false),
    /** Something we depend on was out of reach. Nobody fixes it; we try again. */
    UNAVAILABLE(true),
    /** The job ran past its time limit, and its work was seen to stop. */
    TIMED_OUT(false),
    /** Told to stop, but the stop could not be proven: what may still run is in the message. */
    UNPROVEN(false),
    /** Our own bug. Logged with its stack trace; we fix it. */
    CRASHED(false),
    /** Delivered too often to workers that died. */
    LOST(false);

    private final boolean worthRetrying;

    Kind(boolean worthRetrying) {
      this.worthRetrying = worthRetrying;
    }

    public boolean worthRetrying() {
      return worthRetrying;
    }

    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @JsonCreator
    public static Kind of(String wireName) {
      return valueOf(wireName.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
  }
}
