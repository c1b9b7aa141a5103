package forja.cli.item;

import static forja.cli.item.ItemColumn.column;
import static forja.cli.item.ItemColumn.text;
import static forja.cli.item.ItemField.text;
import static forja.cli.item.ItemField.word;
import static forja.cli.item.ItemField.yesOrNo;

import forja.cli.item.ItemField.Sort;
import java.util.List;

/** The stores that the client has commands for. A new one is a list of fields and of columns. */
final class ItemKinds {
  private static final ItemField DESCRIPTION = text("description", "What it is for, in words.");

  static final ItemKind CUSTOMER =
      new ItemKind(
          "customer",
          "Customers of the farm: make, change and delete them, as its administrator.",
          List.of(DESCRIPTION),
          List.of(text("state"), column("AGE", "createdAt", ItemColumn.Sort.AGE)),
          List.of("state"),
          List.of(
              "forja customer",
              "forja customer list --label site=a",
              "forja customer show acme",
              "forja customer create acme --description 'Rockets and anvils'",
              "forja customer set acme --label contract=2030",
              "forja customer delete acme --force"));

  static final ItemKind USER =
      new ItemKind(
          "user",
          "Users of a customer, and what they may do.",
          List.of(
              word("role", "What the user may do.", "viewer", "operator", "admin", "farm-admin"),
              text("password", "Password of the user").typedAs(Sort.HIDDEN),
              yesOrNo("disabled", "Whether the user is kept out for now."),
              DESCRIPTION),
          List.of(
              text("role"),
              column("DISABLED", "disabled", ItemColumn.Sort.YES_OR_NO),
              column("AGE", "createdAt", ItemColumn.Sort.AGE)),
          List.of(),
          List.of(
              "forja user --customer acme",
              "forja user list --json | jq -r '.items[].name'",
              "forja user show anna",
              "forja user create anna --role operator",
              "pwgen 20 1 | tee eve.txt | forja user create eve --role viewer --password-stdin",
              "forja user set anna --role admin --disabled no",
              "forja user password anna --customer acme",
              "forja user password",
              "forja user delete anna"));

  static final ItemKind TOKEN =
      new ItemKind(
          "token",
          "Personal tokens, for programs that act for you.",
          List.of(
              text("scopes", "What it is good for: *, an area such as jobs, or jobs:read.")
                  .typedAs(Sort.LIST)
                  .withOption("--scope"),
              text("expiresAt", "Good until then: a time, or +30d from now.")
                  .typedAs(Sort.TIME)
                  .withOption("--expires"),
              DESCRIPTION),
          List.of(
              text("user"),
              column("SCOPES", "scopes", ItemColumn.Sort.WORDS),
              column("EXPIRES", "expiresAt", ItemColumn.Sort.LEFT),
              column("USED", "lastUsedAt", ItemColumn.Sort.AGE),
              text("id")),
          List.of("user", "lastUsedAt"),
          List.of(
              "forja token",
              "forja token list --sort -createdAt",
              "forja token show ci",
              "forja token create ci --scope jobs --expires +30d > ci.token",
              "forja token set ci --label used-by=jenkins",
              "forja token delete ci"));

  static final ItemKind SECRET =
      new ItemKind(
          "secret",
          "Secrets that jobs name and workers get; nobody can read one here again.",
          List.of(text("value", "Value of the secret").typedAs(Sort.HIDDEN_BYTES), DESCRIPTION),
          List.of(
              text("size"),
              column("SET", "setAt", ItemColumn.Sort.AGE),
              column("USED", "usedAt", ItemColumn.Sort.AGE)),
          List.of("number", "size", "setAt", "usedAt"),
          List.of(
              "forja secret",
              "forja secret list --label team=a",
              "forja secret show db-password",
              "forja secret create db-password",
              "pass show db | forja secret create db-password --value-stdin",
              "forja secret set deploy-key --value-file id_ed25519",
              "forja secret delete db-password",
              "forja secret rotate-master"));

  static final ItemKind MACHINE =
      new ItemKind(
          "machine",
          "Machines of a customer: their names and addresses.",
          List.of(
              word("type", "Where it is.", "local", "remote"),
              text("ipv4", "Its address."),
              text("ipv6", "Its address."),
              text("mac", "Its network card."),
              text("broadcast", "The address for all in its network."),
              text("gateway", "The way out of its network."),
              text("netmask", "Which part of its address is the network's."),
              text("network", "Its network."),
              DESCRIPTION),
          List.of(text("type"), text("ipv4"), text("ipv6"), text("mac"), text("network")),
          List.of(),
          List.of(
              "forja machine",
              "forja machine list --label site=a",
              "forja machine show web-1 --json > web-1.json",
              "forja machine create web-1 --type remote --ipv4 10.0.0.7 --netmask 255.255.255.0",
              "forja machine set web-1 --gateway 10.0.0.1 --label site=a",
              "forja machine set web-1 -f web-1.json",
              "forja machine delete web-1"));

  static final List<ItemKind> ALL = List.of(CUSTOMER, USER, TOKEN, SECRET, MACHINE);

  private ItemKinds() {}
}
