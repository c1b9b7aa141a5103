package forja.common.job;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * What can happen to a job. Names an event on the wire; the code stands in the ledger: never change
 * one, add.
 */
public enum JobChange {
  ACCEPTED(0),
  /** Its time has come, or its pause between attempts is over. */
  CAME_DUE(1),
  RELEASED(2),
  STARTED(3),
  PROGRESSED(4),
  SUCCEEDED(5),
  FAILED(6),
  /** The attempt failed and there will be another one. */
  POSTPONED(7),
  HANDED_BACK(8),
  CANCEL_ASKED(9),
  CANCELLED(10),
  /** No queue and no worker knows of the release any more. */
  RELEASE_LOST(11),
  /** Somebody asked for another attempt. */
  RETRIED(12),
  /** What it depended on is done. */
  UNBLOCKED(13),
  /** Its deadline came before a worker could take it. */
  EXPIRED(14);

  private final int code;

  JobChange(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static JobChange ofCode(int code) {
    for (var change : values()) {
      if (change.code == code) {
        return change;
      }
    }
    throw new IllegalArgumentException("no change has the code " + code);
  }
}
