package forja.cli.command;

import forja.cli.Desk;
import forja.cli.ExitCode;
import forja.cli.json.Json;
import forja.cli.terminal.SafeText;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows a dead letter with its body. */
@Command(description = "Show a dead letter with its body.")
public final class DeadShowCommand implements Callable<Integer> {
  private final Desk desk;

  @Parameters(arity = "1", paramLabel = "ID|-", description = "Which one.")
  private String typed = "";

  DeadShowCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    var letter = desk.api().get("/dead/" + JobIds.oneDeadLetter(typed, desk));
    if (desk.wantsJson()) {
      desk.printJson(letter);
      return ExitCode.SUCCEEDED;
    }
    var terminal = desk.terminal();
    for (var name : new String[] {"address", "at", "reason", "key", "encoding"}) {
      var value = Json.text(letter, name);
      if (!value.isEmpty()) {
        terminal.print(name + ": " + SafeText.line(value));
      }
    }
    terminal.print("");
    Json.text(letter, "body").lines().map(SafeText::line).forEach(terminal::print);
    return ExitCode.SUCCEEDED;
  }
}
