package forja.common.job;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Whether a worker takes jobs. */
public enum WorkerState {
  ACTIVE,
  /** It finishes what it holds and takes nothing new. */
  DRAINING;

  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  @JsonCreator
  public static WorkerState of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}
