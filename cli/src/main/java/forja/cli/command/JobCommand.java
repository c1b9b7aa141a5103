package forja.cli.command;

import forja.cli.Desk;
import forja.cli.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows jobs in full. */
@Command(
    name = "job",
    description = "Show all that is known of a job.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  forja job @last",
      "  forja job 01919b5e-5f00-7000-8000-000000000000 --json",
      "  forja run farm.ping --count 3 | forja job -"
    })
public final class JobCommand implements Callable<Integer> {
  private final Desk desk;

  @Parameters(arity = "1..*", paramLabel = JobIds.LABEL, description = "Which job.")
  private List<String> typed = new ArrayList<>();

  public JobCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    var separator = "";
    for (var id : JobIds.of(typed, desk)) {
      var job = desk.api().get("/jobs/" + id);
      if (desk.wantsJson()) {
        desk.printJson(job);
        continue;
      }
      desk.terminal().out().print(separator);
      separator = System.lineSeparator();
      var sheet = new JobSheet(job, desk.clock().instant(), desk.terminal().look());
      desk.terminal().print(sheet.lines());
      if (job.path("attempt").asInt() > 1) {
        printAttempts(id);
      }
    }
    return ExitCode.SUCCEEDED;
  }

  private void printAttempts(String id) {
    desk.terminal().out().println();
    desk.terminal().print(AttemptTable.of(desk.api().get("/jobs/" + id + "/attempts")));
  }
}
