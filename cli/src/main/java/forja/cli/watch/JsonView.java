package forja.cli.watch;

import com.fasterxml.jackson.databind.JsonNode;
import forja.cli.json.Json;
import forja.cli.terminal.SafeText;
import forja.cli.terminal.Terminal;

/** One CloudEvent per line, as it came; the log is not in it. */
public final class JsonView implements WatchView {
  private final Terminal terminal;

  public JsonView(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void event(JsonNode event) {
    terminal.print(Json.line(event));
    terminal.out().flush();
  }

  @Override
  public void logLine(String job, String line) {
    // A log has a command of its own.
  }

  @Override
  public void ended(JsonNode job) {
    // The last event has said it.
  }

  @Override
  public void note(String text) {
    terminal.complain("forja: " + SafeText.line(text));
  }

  @Override
  public void close() {
    terminal.out().flush();
  }
}
