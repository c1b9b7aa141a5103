package forja.cli.command;

import forja.cli.Desk;
import forja.cli.ExitCode;
import forja.cli.http.ApiCall;
import forja.cli.http.PathWords;
import forja.cli.json.Json;
import forja.cli.terminal.Cell;
import forja.cli.terminal.Table;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists the limits, sets and removes them. */
@Command(
    name = "limits",
    description = "List how many jobs go at once: of all, of a kind, with a lock.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  forja limits",
      "  forja limits set jobs 100",
      "  forja limits set kind/farm.sleep 4",
      "  forja limits set lock/db 3",
      "  forja limits remove lock/db"
    })
public final class LimitsCommand implements Callable<Integer> {
  private static final String SUBJECT = "jobs, kind/<kind> or lock/<name>.";

  private final Desk desk;

  public LimitsCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    var limits = desk.api().get("/limits");
    if (desk.wantsJson()) {
      desk.printJson(limits);
    } else if (limits.path("items").isEmpty()) {
      desk.terminal().complain("nothing is limited");
    } else {
      var table = new Table("SUBJECT", "PERMITS");
      limits
          .path("items")
          .forEach(limit ->
              table.add(
                  Cell.of(Json.text(limit, "subject")), Cell.of(Json.text(limit, "permits"))));
      desk.terminal().print(table);
    }
    return ExitCode.SUCCEEDED;
  }

  /** Sets one. */
  @Command(name = "set", description = "Let so many go at once; with 0 none.")
  int set(
      @Parameters(paramLabel = "SUBJECT", description = SUBJECT) String subject,
      @Parameters(paramLabel = "N", description = "How many.") int permits) {
    var body = Json.object().put("permits", permits);
    desk.api().send(ApiCall.put("/limits/" + PathWords.of(subject), body));
    desk.terminal().complain(subject + ": " + permits + " at once");
    return ExitCode.SUCCEEDED;
  }

  /** Removes one. */
  @Command(
      name = "remove",
      description = "Let go as many as there is room for; a lock has one permit again.")
  int remove(@Parameters(paramLabel = "SUBJECT", description = SUBJECT) String subject) {
    desk.api().send(ApiCall.delete("/limits/" + PathWords.of(subject)));
    desk.terminal().complain(subject + " has no limit");
    return ExitCode.SUCCEEDED;
  }
}
