package forja.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import forja.cli.Desk;
import forja.cli.ExitCode;
import forja.cli.config.Misuse;
import forja.cli.http.Query;
import forja.cli.json.Json;
import forja.cli.terminal.Ages;
import forja.cli.terminal.Cell;
import forja.cli.terminal.Table;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists the dead letters. */
@Command(
    name = "dead",
    description = "List what could not be read or delivered, newest first, and why.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  forja dead",
      "  forja dead --what intake",
      "  forja dead show 01919b5e-5f00-7000-8000-000000000000",
      "  forja dead --json | jq -r '.items[].id' | forja dead discard -"
    })
public final class DeadCommand implements Callable<Integer> {
  private static final int LARGEST_PAGE = 200;

  private final Desk desk;

  @Option(
      names = "--what",
      paramLabel = "SORT",
      description = "Only intake, report, log, job or other.")
  private @Nullable String what;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "At most so many, up to 200.",
      defaultValue = "50")
  private int limit;

  public DeadCommand(Desk desk) {
    this.desk = desk;
  }

  /** With what can be done with one of them. */
  public CommandLine withOrders() {
    return new CommandLine(this)
        .addSubcommand("show", new DeadShowCommand(desk))
        .addSubcommand("resubmit", DeadOrderCommand.resubmit(desk))
        .addSubcommand("discard", DeadOrderCommand.discard(desk));
  }

  @Override
  public Integer call() {
    if (limit < 1 || limit > LARGEST_PAGE) {
      throw new Misuse("--limit must be 1 to " + LARGEST_PAGE + ", found " + limit);
    }
    var query = new Query("/dead").with("limit", limit);
    if (what != null) {
      query.with("what", what);
    }
    var page = desk.api().get(query.toString());
    if (desk.wantsJson()) {
      desk.printJson(page);
    } else if (page.path("items").isEmpty()) {
      desk.terminal().complain("no dead letters");
    } else {
      var table = new Table("ID", "WHAT", "AGE", "ADDRESS", "REASON");
      page.path("items").forEach(letter -> add(table, letter));
      desk.terminal().print(table);
    }
    return ExitCode.SUCCEEDED;
  }

  private void add(Table table, JsonNode letter) {
    table.add(
        Cell.of(Json.text(letter, "id")),
        Cell.of(Json.text(letter, "what")),
        Cell.of(Ages.since(Json.text(letter, "at"), desk.clock())),
        Cell.of(Json.text(letter, "address")),
        Cell.dim(Json.text(letter, "reason")));
  }
}
