package forja.cli;

import java.util.Collection;

/** What the client tells the shell. */
public final class ExitCode {
  public static final int SUCCEEDED = 0;
  public static final int FAILED = 1;
  public static final int USAGE = 2;
  public static final int CANCELLED = 3;

  /** The api is out of reach, or it refused what was asked. */
  public static final int REFUSED = 4;

  /** The job had not ended when the time that the caller gave was over. */
  public static final int NOT_ENDED = 5;

  private ExitCode() {}

  public static int ofState(String state) {
    return switch (state) {
      case "succeeded" -> SUCCEEDED;
      case "failed" -> FAILED;
      case "cancelled" -> CANCELLED;
      default -> NOT_ENDED;
    };
  }

  /**
   * Of several jobs: a failed one counts most, then one that has not ended, then a cancelled one.
   */
  public static int ofStates(Collection<String> states) {
    var codes = states.stream().map(ExitCode::ofState).toList();
    for (var worst : new int[] {FAILED, NOT_ENDED, CANCELLED}) {
      if (codes.contains(worst)) {
        return worst;
      }
    }
    return SUCCEEDED;
  }
}
