package forja.cli.watch;

import com.fasterxml.jackson.databind.JsonNode;

/** Shows nothing: for those who want the end only. */
public final class SilentView implements WatchView {
  @Override
  public void event(JsonNode event) {
    // Nobody looks.
  }

  @Override
  public void logLine(String job, String line) {
    // Nobody looks.
  }

  @Override
  public void ended(JsonNode job) {
    // Nobody looks.
  }

  @Override
  public void note(String text) {
    // Nobody looks.
  }

  @Override
  public void close() {
    // Nothing was opened.
  }
}
