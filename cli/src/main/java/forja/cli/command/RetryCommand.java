package forja.cli.command;

import forja.cli.Desk;
import forja.cli.ExitCode;
import forja.cli.http.ApiCall;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Gives jobs another attempt. */
@Command(
    name = "retry",
    description = "Give a failed or cancelled job another attempt; it keeps its id.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  forja retry @last",
      "  forja jobs --state failed --json | jq -r '.items[].id' | forja retry -"
    })
public final class RetryCommand implements Callable<Integer> {
  private final Desk desk;

  @Parameters(arity = "1..*", paramLabel = JobIds.LABEL, description = "Which jobs.")
  private List<String> typed = new ArrayList<>();

  public RetryCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    for (var id : JobIds.of(typed, desk)) {
      var job = desk.api().send(ApiCall.post("/jobs/" + id + "/retry")).json();
      new StateLine(desk).print(job);
    }
    return ExitCode.SUCCEEDED;
  }
}
