package forja.cli.item;

import forja.cli.Desk;
import forja.cli.ExitCode;
import forja.cli.command.HiddenInput;
import forja.cli.http.ApiCall;
import forja.cli.json.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Gives a user another password. */
@Command(
    description = {
      "Give a user another password: typed without being shown, or handed in.",
      "Its sessions end and its personal tokens are revoked: log in again with the new one."
    })
final class UserPasswordCommand implements Callable<Integer> {
  private final Desk desk;
  private final ItemKind kind;
  private final HiddenOptions password;

  @Parameters(paramLabel = "NAME", description = "Whose.")
  private String name = "";

  UserPasswordCommand(Desk desk, ItemKind kind) {
    this.desk = desk;
    this.kind = kind;
    this.password = new HiddenOptions(new HiddenInput(desk), kind);
  }

  HiddenOptions options() {
    return password;
  }

  @Override
  public Integer call() {
    var document = Json.object();
    password.addAsked(document);
    var user = desk.api().send(ApiCall.patch(kind.path(name), document)).json();
    if (desk.wantsJson()) {
      desk.printJson(user);
    } else {
      desk.terminal().print("user " + name + " has another password");
    }
    return ExitCode.SUCCEEDED;
  }
}
