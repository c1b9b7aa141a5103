package forja.cli.command;

import forja.cli.Desk;
import forja.cli.ExitCode;
import forja.cli.json.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Forgets the login. */
@Command(
    name = "logout",
    description = "Forget the stored login.",
    footerHeading = "%nExamples:%n",
    footer = "  forja logout")
public final class LogoutCommand implements Callable<Integer> {
  private final Desk desk;

  public LogoutCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    var wasThere = desk.config().loginFile().remove();
    if (desk.wantsJson()) {
      desk.printJson(Json.object().put("loggedOut", wasThere));
    } else {
      desk.terminal().print(wasThere ? "Logged out." : "There was no login.");
    }
    return ExitCode.SUCCEEDED;
  }
}
