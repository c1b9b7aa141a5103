package forja.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import forja.cli.Desk;
import forja.cli.ExitCode;
import forja.cli.config.Misuse;
import forja.cli.http.ApiCall;
import forja.cli.http.PathWords;
import forja.cli.json.Json;
import forja.cli.terminal.Ages;
import forja.cli.terminal.Cell;
import forja.cli.terminal.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Pauses a part of the farm, or lists what is paused. */
@Command(
    name = "pause",
    description = {
      "Let no more jobs of a kind, a capability, a pool or a customer go; the queue goes on "
          + "accepting them, and what runs goes on. Without words: list what is paused."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  forja pause",
      "  forja pause kind farm.sleep",
      "  forja pause pool site-1",
      "  forja resume kind farm.sleep"
    })
public final class PauseCommand implements Callable<Integer> {
  private final Desk desk;

  @Parameters(
      arity = "0..2",
      paramLabel = "WHAT NAME",
      description = "kind, capability, pool or customer, and which one.")
  private List<String> words = new ArrayList<>();

  public PauseCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    if (words.isEmpty()) {
      list(desk.api().get("/pauses"));
      return ExitCode.SUCCEEDED;
    }
    if (words.size() != 2) {
      throw new Misuse("say what to pause and which one, such as: kind farm.sleep");
    }
    var path = "/pauses/" + PathWords.of(words.get(0)) + "/" + PathWords.of(words.get(1));
    var pause = desk.api().send(ApiCall.put(path)).json();
    if (desk.wantsJson()) {
      desk.printJson(pause);
    } else {
      desk.terminal().complain(String.join(" ", words) + " is paused");
    }
    return ExitCode.SUCCEEDED;
  }

  private void list(JsonNode pauses) {
    if (desk.wantsJson()) {
      desk.printJson(pauses);
    } else if (pauses.path("items").isEmpty()) {
      desk.terminal().complain("nothing is paused");
    } else {
      var table = new Table("WHAT", "NAME", "SINCE");
      pauses
          .path("items")
          .forEach(pause ->
              table.add(
                  Cell.of(Json.text(pause, "what")),
                  Cell.of(Json.text(pause, "name")),
                  Cell.of(Ages.since(Json.text(pause, "since"), desk.clock()))));
      desk.terminal().print(table);
    }
  }
}
