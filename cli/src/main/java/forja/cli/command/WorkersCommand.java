package forja.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import forja.cli.Desk;
import forja.cli.ExitCode;
import forja.cli.json.Json;
import forja.cli.terminal.Ages;
import forja.cli.terminal.Cell;
import forja.cli.terminal.Table;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Lists the workers. */
@Command(
    name = "workers",
    description = "List who works here, what each serves and how busy it is.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  forja workers",
      "  forja workers drain builder-7",
      "  forja workers --json | jq '.items[].serving'"
    })
public final class WorkersCommand implements Callable<Integer> {
  private final Desk desk;

  public WorkersCommand(Desk desk) {
    this.desk = desk;
  }

  /** With the orders to one of them. */
  public CommandLine withOrders() {
    return new CommandLine(this)
        .addSubcommand("drain", new WorkerStateCommand(desk, "draining"))
        .addSubcommand("resume", new WorkerStateCommand(desk, "active"));
  }

  @Override
  public Integer call() {
    var workers = desk.api().get("/workers");
    if (desk.wantsJson()) {
      desk.printJson(workers);
    } else if (workers.path("items").isEmpty()) {
      desk.terminal().complain("nobody works here; start one with ./forja worker");
    } else {
      var table =
          new Table("WORKER", "HOST", "PID", "STATE", "UP", "SEEN", "JOBS", "SERVING (busy/slots)");
      workers.path("items").forEach(worker -> add(table, worker));
      desk.terminal().print(table);
    }
    return ExitCode.SUCCEEDED;
  }

  private void add(Table table, JsonNode worker) {
    table.add(
        Cell.of(Json.text(worker, "id")),
        Cell.of(Json.text(worker, "host")),
        Cell.of(Json.text(worker, "pid")),
        Cell.of(Json.text(worker, "state")),
        Cell.of(Ages.since(Json.text(worker, "startedAt"), desk.clock())),
        Cell.of(Ages.since(Json.text(worker, "seenAt"), desk.clock())),
        Cell.of(Json.text(worker, "claims")),
        Cell.of(serving(worker)));
  }

  private static String serving(JsonNode worker) {
    var all = new ArrayList<String>();
    for (var lane : worker.path("serving")) {
      var name = Json.text(lane, "capability") + "." + Json.text(lane, "pool");
      all.add(name + " " + Json.text(lane, "busy") + "/" + Json.text(lane, "slots"));
    }
    return String.join(", ", all);
  }
}
