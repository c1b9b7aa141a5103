package forja.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import forja.cli.Desk;
import forja.cli.ExitCode;
import forja.cli.http.ApiCall;
import forja.cli.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Stops jobs. */
@Command(
    name = "cancel",
    description = {
      "Stop a job.",
      "",
      "A running one is cancelling until its worker has seen the work stop.",
      "With --wait the exit code is 0 when every job is cancelled, else 1."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  forja cancel @last",
      "  forja cancel @last --wait",
      "  forja jobs --state queued --all --json | jq -r '.items[].id' | forja cancel -"
    })
public final class CancelCommand implements Callable<Integer> {
  /** A job that cannot be stopped ends as failed long before. */
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  private final Desk desk;

  @Parameters(arity = "1..*", paramLabel = JobIds.LABEL, description = "Which jobs.")
  private List<String> typed = new ArrayList<>();

  @Option(names = "--wait", description = "Wait until they have stopped.")
  private boolean wait;

  public CancelCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    var ordered = new ArrayList<JsonNode>();
    for (var id : JobIds.of(typed, desk)) {
      ordered.add(desk.api().send(ApiCall.post("/jobs/" + id + "/cancel")).json());
    }
    var allCancelled = true;
    for (var job : ordered) {
      var latest = wait ? JobEnds.await(desk.api(), job, LONGEST_WAIT) : job;
      allCancelled &= Json.text(latest, "state").equals("cancelled");
      new StateLine(desk).print(latest);
    }
    return wait && !allCancelled ? ExitCode.FAILED : ExitCode.SUCCEEDED;
  }
}
