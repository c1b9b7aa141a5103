package forja.cli.item;

import forja.cli.Desk;
import forja.cli.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows an item. */
@Command(description = "Show all that may be seen of one.")
final class ItemShowCommand implements Callable<Integer> {
  private final Desk desk;
  private final ItemKind kind;

  @Parameters(paramLabel = "NAME", description = "Which one; its id will do.")
  private String name = "";

  ItemShowCommand(Desk desk, ItemKind kind) {
    this.desk = desk;
    this.kind = kind;
  }

  @Override
  public Integer call() {
    new ItemSheet(desk).show(desk.api().get(kind.path(name)));
    return ExitCode.SUCCEEDED;
  }
}
