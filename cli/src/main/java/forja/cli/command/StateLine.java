package forja.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import forja.cli.Desk;
import forja.cli.json.Json;
import forja.cli.terminal.Ink;
import forja.cli.terminal.SafeText;

/** Prints where a job stands: the id and the state. */
final class StateLine {
  private final Desk desk;

  StateLine(Desk desk) {
    this.desk = desk;
  }

  void print(JsonNode job) {
    if (desk.wantsJson()) {
      desk.printJson(job);
      return;
    }
    var state = Json.text(job, "state");
    var shown = desk.terminal().look().paint(Ink.ofState(state), SafeText.line(state));
    desk.terminal().print(Json.text(job, "id") + " " + shown);
  }
}
