package forja.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import forja.cli.Desk;
import forja.cli.ExitCode;
import forja.cli.config.Misuse;
import forja.cli.json.Json;
import forja.cli.terminal.Cell;
import forja.cli.terminal.Ink;
import forja.cli.terminal.SafeText;
import forja.cli.terminal.Table;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists the kinds of job, or explains one. */
@Command(
    name = "kinds",
    description = "List the kinds of job, or explain one with an example.",
    footerHeading = "%nExamples:%n",
    footer = {"  forja kinds", "  forja kinds farm.sleep", "  forja kinds farm.sleep --json"})
public final class KindsCommand implements Callable<Integer> {
  private final Desk desk;

  @Parameters(arity = "0..1", paramLabel = "KIND", description = "Which kind to explain.")
  private @Nullable String name;

  public KindsCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    var kinds = desk.api().get("/kinds");
    var document = name == null ? kinds : named(kinds, name);
    if (desk.wantsJson()) {
      desk.printJson(document);
    } else if (name == null) {
      list(kinds);
    } else {
      explain(document);
    }
    return ExitCode.SUCCEEDED;
  }

  private static JsonNode named(JsonNode kinds, String name) {
    for (var kind : kinds.path("items")) {
      if (Json.text(kind, "name").equals(name)) {
        return kind;
      }
    }
    throw new Misuse(
        "there is no kind "
            + name
            + "; there are "
            + String.join(", ", kinds.path("items").findValuesAsText("name")));
  }

  private void list(JsonNode kinds) {
    var table = new Table("KIND", "CAPABILITY", "WHAT IT DOES");
    for (var kind : kinds.path("items")) {
      table.add(
          Cell.of(Json.text(kind, "name")),
          Cell.of(Json.text(kind, "capability")),
          Cell.of(Json.text(kind, "description")));
    }
    desk.terminal().print(table);
  }

  private void explain(JsonNode kind) {
    var terminal = desk.terminal();
    var name = terminal.look().paint(Ink.BOLD, SafeText.line(Json.text(kind, "name")));
    terminal.print(name + "  " + SafeText.line(Json.text(kind, "description")));
    terminal.print("");
    var fields = new SchemaFields(kind.path("schema")).table();
    if (fields.isEmpty()) {
      terminal.print("Its spec has no fields.");
    } else {
      terminal.print(fields);
    }
    terminal.print("");
    terminal.print(terminal.look().paint(Ink.DIM, "EXAMPLE"));
    terminal.print("forja " + SafeText.line(ShellWords.run(kind.path("example"))) + " --watch");
  }
}
