package forja.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import forja.cli.Desk;
import forja.cli.ExitCode;
import forja.cli.json.Json;
import forja.cli.terminal.Ages;
import forja.cli.terminal.Cell;
import forja.cli.terminal.Table;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Lists the queues. */
@Command(
    name = "queues",
    description = "List what waits where, and how many could work on it.",
    footerHeading = "%nExamples:%n",
    footer = {"  forja queues", "  forja queues --json"})
public final class QueuesCommand implements Callable<Integer> {
  private final Desk desk;

  public QueuesCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    var queues = desk.api().get("/queues");
    if (desk.wantsJson()) {
      desk.printJson(queues);
    } else if (queues.path("items").isEmpty()) {
      desk.terminal().complain("nothing waits, and nobody works here");
    } else {
      var table =
          new Table(
              "CAPABILITY",
              "POOL",
              "SCHEDULED",
              "QUEUED",
              "OUT",
              "OLDEST",
              "WORKERS",
              "BUSY/SLOTS");
      queues.path("items").forEach(queue -> add(table, queue));
      desk.terminal().print(table);
    }
    return ExitCode.SUCCEEDED;
  }

  private void add(Table table, JsonNode queue) {
    table.add(
        Cell.of(Json.text(queue, "capability")),
        Cell.of(Json.text(queue, "pool")),
        Cell.of(Json.text(queue, "scheduled")),
        Cell.of(Json.text(queue, "queued")),
        Cell.of(Json.text(queue, "out")),
        Cell.of(oldest(queue)),
        Cell.of(Json.text(queue, "workers")),
        Cell.of(Json.text(queue, "busy") + "/" + Json.text(queue, "slots")));
  }

  private String oldest(JsonNode queue) {
    return Ages.instant(Json.text(queue, "oldestQueuedAt"))
        .map(at -> Ages.brief(Duration.between(at, desk.clock().instant())))
        .orElse("");
  }
}
