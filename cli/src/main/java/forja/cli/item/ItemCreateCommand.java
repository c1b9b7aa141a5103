package forja.cli.item;

import com.fasterxml.jackson.databind.JsonNode;
import forja.cli.Desk;
import forja.cli.ExitCode;
import forja.cli.http.ApiCall;
import forja.cli.json.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Makes an item. */
@Command(description = "Make one.")
final class ItemCreateCommand implements Callable<Integer> {
  private final Desk desk;
  private final ItemKind kind;
  private final ItemForm form;

  @Parameters(paramLabel = "NAME", description = "What it is to be called.")
  private String name = "";

  ItemCreateCommand(Desk desk, ItemKind kind, ItemForm form) {
    this.desk = desk;
    this.kind = kind;
    this.form = form;
  }

  @Override
  public Integer call() {
    var document = form.document().put("name", name);
    document.remove(ItemForm.VERSION);
    document.properties().removeIf(field -> field.getValue().isNull());
    form.hidden().addAsked(document);
    show(desk.api().send(ApiCall.post(kind.path(), document)).json());
    return ExitCode.SUCCEEDED;
  }

  private void show(JsonNode item) {
    var terminal = desk.terminal();
    var token = Json.text(item, "token");
    if (desk.wantsJson()) {
      desk.printJson(item);
    } else if (token.isEmpty()) {
      terminal.print(kind.noun() + " " + Json.text(item, "name") + " is there");
    } else {
      // Alone on standard output, so that it can be sent to where it is kept.
      terminal.print(token);
      terminal.complain(
          "this is the only time that the token is shown: keep it where only you look");
    }
  }
}
