package forja.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import forja.cli.Desk;
import forja.cli.ExitCode;
import forja.cli.json.Json;
import forja.cli.terminal.Cell;
import forja.cli.terminal.Ink;
import forja.cli.terminal.SafeText;
import forja.cli.terminal.Table;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists what the caller may do. */
@Command(
    name = "access",
    description =
        "List the operations of the api, which role and scope each wants, and whether "
            + "you may call it.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  forja access",
      "  forja access --denied",
      "  forja access --json | jq -r '.operations[] | select(.allowed) | .operation'"
    })
public final class AccessCommand implements Callable<Integer> {
  private final Desk desk;

  @Option(names = "--denied", description = "Only what you may not do.")
  private boolean denied;

  public AccessCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    var access = desk.api().get("/me/access");
    if (desk.wantsJson()) {
      desk.printJson(access);
      return ExitCode.SUCCEEDED;
    }
    desk.terminal().complain(SafeText.line(WhoamiCommand.sentence(access)));
    var table = new Table("", "OPERATION", "ROLE", "SCOPE", "REQUEST");
    for (var operation : access.path("operations")) {
      if (!denied || !operation.path("allowed").asBoolean()) {
        add(table, operation);
      }
    }
    desk.terminal().print(table);
    return ExitCode.SUCCEEDED;
  }

  private static void add(Table table, JsonNode operation) {
    var isAllowed = operation.path("allowed").asBoolean();
    table.add(
        new Cell(isAllowed ? "yes" : "no", isAllowed ? Ink.GREEN : Ink.RED),
        Cell.of(Json.text(operation, "operation")),
        Cell.of(Json.text(operation, "role")),
        Cell.of(Json.text(operation, "scope")),
        Cell.dim(Json.text(operation, "method") + " " + Json.text(operation, "path")));
  }
}
