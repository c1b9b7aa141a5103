package forja.cli.item;

import forja.cli.Desk;
import forja.cli.ExitCode;
import forja.cli.http.ApiCall;
import forja.cli.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Deletes items. */
@Command(description = "Delete one, or several.")
final class ItemDeleteCommand implements Callable<Integer> {
  private final Desk desk;
  private final ItemKind kind;

  @Parameters(arity = "1..*", paramLabel = "NAME", description = "Which ones; their ids will do.")
  private List<String> names = new ArrayList<>();

  ItemDeleteCommand(Desk desk, ItemKind kind) {
    this.desk = desk;
    this.kind = kind;
  }

  @Override
  public Integer call() {
    for (var name : names) {
      desk.api().send(ApiCall.delete(kind.path(name)));
      if (desk.wantsJson()) {
        desk.printJson(Json.object().put("name", name).put("deleted", true));
      } else {
        desk.terminal().print(kind.noun() + " " + name + " is deleted");
      }
    }
    return ExitCode.SUCCEEDED;
  }
}
