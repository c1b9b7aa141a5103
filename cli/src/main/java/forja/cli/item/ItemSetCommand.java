package forja.cli.item;

import forja.cli.Desk;
import forja.cli.ExitCode;
import forja.cli.config.Misuse;
import forja.cli.http.ApiCall;
import forja.cli.json.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Changes an item. */
@Command(
    description = {
      "Change what is named, and leave the rest as it is; an empty value takes one away.",
      "A file that holds a version changes that version only: not what somebody changed since."
    })
final class ItemSetCommand implements Callable<Integer> {
  private final Desk desk;
  private final ItemKind kind;
  private final ItemForm form;

  @Parameters(paramLabel = "NAME", description = "Which one; its id will do.")
  private String name = "";

  ItemSetCommand(Desk desk, ItemKind kind, ItemForm form) {
    this.desk = desk;
    this.kind = kind;
    this.form = form;
  }

  @Override
  public Integer call() {
    var changes = form.document();
    var version = Json.text(changes, ItemForm.VERSION);
    changes.remove(ItemForm.VERSION);
    form.hidden().addGiven(changes);
    if (changes.isEmpty() && form.hidden().isWhatItIsFor()) {
      form.hidden().addAsked(changes);
    }
    if (changes.isEmpty()) {
      throw new Misuse("nothing to change: see forja " + kind.noun() + " set --help");
    }
    var call = ApiCall.patch(kind.path(name), changes);
    var item = desk.api().send(version.isEmpty() ? call : call.with("If-Match", quoted(version)));
    if (desk.wantsJson()) {
      desk.printJson(item.json());
    } else {
      desk.terminal().print(kind.noun() + " " + name + " is changed");
    }
    return ExitCode.SUCCEEDED;
  }

  private static String quoted(String version) {
    return "\"" + version + "\"";
  }
}
