package forja.cli.command;

import forja.cli.Desk;
import forja.cli.watch.JobNames;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows jobs while they happen. */
@Command(
    name = "watch",
    description = {
      "Show jobs while they happen, with their logs, until they end.",
      "",
      "The exit code is the outcome: 0 all succeeded, 1 one failed, 3 one was cancelled, "
          + "4 the api is out of reach.",
      "Leaving early (Ctrl-C) does not stop a job. Of more than 16 jobs no logs are shown."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  forja watch @last",
      "  forja run farm.sleep --set for=PT5S --count 4 | forja watch -",
      "  forja watch @last --json | jq -r .type"
    })
public final class WatchCommand implements Callable<Integer> {
  private final Desk desk;

  @Parameters(arity = "1..*", paramLabel = JobIds.LABEL, description = "Which jobs.")
  private List<String> typed = new ArrayList<>();

  public WatchCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    return new Watching(desk).watch(JobNames.none(JobIds.of(typed, desk)));
  }
}
