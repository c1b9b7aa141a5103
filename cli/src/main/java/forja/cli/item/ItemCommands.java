package forja.cli.item;

import forja.cli.Desk;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** The commands of every store: {@code forja machine list}, show, create, set and delete. */
public final class ItemCommands {
  private final Desk desk;

  public ItemCommands(Desk desk) {
    this.desk = desk;
  }

  /** Adds them all. */
  public void addTo(CommandLine line) {
    line.addSubcommand("customer", customer())
        .addSubcommand("user", user())
        .addSubcommand("token", group(ItemKinds.TOKEN, deletion(ItemKinds.TOKEN)))
        .addSubcommand("secret", secret())
        .addSubcommand("machine", group(ItemKinds.MACHINE, deletion(ItemKinds.MACHINE)));
  }

  private CommandLine customer() {
    var kind = ItemKinds.CUSTOMER;
    return group(kind, new CustomerDeleteCommand(desk, kind));
  }

  private CommandLine user() {
    var kind = ItemKinds.USER;
    var command = new UserPasswordCommand(desk, kind);
    var password = explained(command, kind, "password");
    command.options().addTo(password.getCommandSpec());
    return group(kind, deletion(kind)).addSubcommand("password", password);
  }

  private CommandLine secret() {
    var kind = ItemKinds.SECRET;
    var rotation = explained(new RotateMasterCommand(desk), kind, "rotate-master");
    return group(kind, deletion(kind)).addSubcommand("rotate-master", rotation);
  }

  private ItemDeleteCommand deletion(ItemKind kind) {
    return new ItemDeleteCommand(desk, kind);
  }

  /** Without a command of its own a group lists what there is. */
  private CommandLine group(ItemKind kind, Callable<Integer> deletion) {
    var group = explained(new ItemListCommand(desk, kind), kind, "");
    group
        .getCommandSpec()
        .usageMessage()
        .description(kind.what() + " Without a command: list them.");
    return group
        .addSubcommand("list", explained(new ItemListCommand(desk, kind), kind, "list"))
        .addSubcommand("show", explained(new ItemShowCommand(desk, kind), kind, "show"))
        .addSubcommand("create", creation(kind))
        .addSubcommand("set", change(kind))
        .addSubcommand("delete", explained(deletion, kind, "delete"));
  }

  private CommandLine creation(ItemKind kind) {
    var form = new ItemForm(desk, kind);
    var line = explained(new ItemCreateCommand(desk, kind, form), kind, "create");
    form.addTo(line.getCommandSpec());
    return line;
  }

  private CommandLine change(ItemKind kind) {
    var form = new ItemForm(desk, kind);
    var line = explained(new ItemSetCommand(desk, kind, form), kind, "set");
    form.addToChange(line.getCommandSpec());
    return line;
  }

  private static CommandLine explained(Callable<Integer> command, ItemKind kind, String word) {
    var line = new CommandLine(command);
    var examples = kind.examples(word).stream().map(each -> each.replace("%", "%%"));
    line.getCommandSpec()
        .usageMessage()
        .footerHeading("%nExamples:%n")
        .footer(examples.toArray(String[]::new));
    return line;
  }
}
