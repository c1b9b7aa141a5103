package forja.cli.command;

import forja.cli.Desk;
import forja.cli.ExitCode;
import forja.cli.http.ApiCall;
import forja.cli.http.PathWords;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Ends a pause. */
@Command(
    name = "resume",
    description = "Let the jobs of a kind, a capability, a pool or a customer go again.",
    footerHeading = "%nExamples:%n",
    footer = {"  forja resume kind farm.sleep", "  forja resume customer main"})
public final class ResumeCommand implements Callable<Integer> {
  private final Desk desk;

  @Parameters(index = "0", paramLabel = "WHAT", description = "kind, capability, pool or customer.")
  private String what = "";

  @Parameters(index = "1", paramLabel = "NAME", description = "Which one.")
  private String name = "";

  public ResumeCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    desk.api().send(ApiCall.delete("/pauses/" + PathWords.of(what) + "/" + PathWords.of(name)));
    desk.terminal().complain(what + " " + name + " goes again");
    return ExitCode.SUCCEEDED;
  }
}
