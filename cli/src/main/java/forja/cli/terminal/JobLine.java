package forja.cli.terminal;

import java.time.Duration;

/** A job as a progress board shows it. */
public record JobLine(
    String name, String state, int percent, String message, int attempt, Duration elapsed) {

  public boolean isEnded() {
    return state.equals("succeeded") || state.equals("failed") || state.equals("cancelled");
  }

  boolean isGoing() {
    return state.equals("running") || state.equals("cancelling");
  }
}
