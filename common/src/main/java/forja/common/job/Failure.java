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

  /** Who can fix it, and whether trying again may help. */
  public enum Kind {
    /** The spec cannot be carried out as written. The caller fixes it. */
    REJECTED(0, false),
    /** The work itself failed: a build step, a task, a package. The caller fixes it. */
    WORK_FAILED(1, true),
    /** Something we depend on was out of reach. Nobody fixes it; we try again. */
    UNAVAILABLE(2, true),
    /** The job ran past its time limit, and its work was seen to stop. */
    TIMED_OUT(3, true),
    /** Told to stop, but the stop could not be proven: what may still run is in the message. */
    UNPROVEN(4, false),
    /** Our own bug. Logged with its stack trace; we fix it. */
    CRASHED(5, false),
    /** Delivered too often to workers that died. */
    LOST(6, true);

    private final int code;
    private final boolean mayBeRetried;

    Kind(int code, boolean mayBeRetried) {
      this.code = code;
      this.mayBeRetried = mayBeRetried;
    }

    /** Stands in the ledger: never change one, add. */
    public int code() {
      return code;
    }

    /** Whether a job may ask for another attempt after it. */
    public boolean mayBeRetried() {
      return mayBeRetried;
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
