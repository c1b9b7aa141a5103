package forja.cli.item;

import forja.cli.Desk;
import forja.cli.ExitCode;
import forja.cli.command.HiddenInput;
import forja.cli.config.Misuse;
import forja.cli.http.ApiCall;
import forja.cli.json.Json;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Gives a user another password. */
@Command(
    description = {
      "Give a user another password, or yourself: typed without being shown, or handed in.",
      "The user's sessions end and personal tokens are revoked: log in again with the new one."
    })
final class UserPasswordCommand implements Callable<Integer> {
  private static final String USER = "user:";

  private final Desk desk;
  private final ItemKind kind;
  private final HiddenInput hidden;
  private final HiddenOptions password;

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "Whose; yours without a name.")
  private @Nullable String name;

  @Option(
      names = "--old-password-file",
      paramLabel = "FILE|-",
      description = "Where your old password is, when it is your own that you change.")
  private @Nullable String oldFile;

  UserPasswordCommand(Desk desk, ItemKind kind) {
    this.desk = desk;
    this.kind = kind;
    this.hidden = new HiddenInput(desk);
    this.password = new HiddenOptions(hidden, kind);
  }

  HiddenOptions options() {
    return password;
  }

  @Override
  public Integer call() {
    var self = self();
    var whose = name == null ? self.orElseThrow(UserPasswordCommand::nobody) : name;
    var document = Json.object();
    if (self.filter(whose::equalsIgnoreCase).isPresent()) {
      document.put("old", old());
    }
    password.addAsked(document);
    desk.api().send(ApiCall.put(kind.path(whose) + "/password", document));
    if (desk.wantsJson()) {
      desk.printJson(Json.object().put("name", whose).put("changed", true));
    } else {
      desk.terminal().print("user " + whose + " has another password");
    }
    return ExitCode.SUCCEEDED;
  }

  /** The farm's administrator is no user; who acts for another customer is none there. */
  private Optional<String> self() {
    var access = desk.api().get("/me/access");
    return Optional.of(Json.text(access, "who"))
        .filter(who -> who.startsWith(USER) && !access.path("abroad").asBoolean())
        .map(who -> who.substring(USER.length()));
  }

  private String old() {
    return Optional.ofNullable(oldFile)
        .map(hidden::textIn)
        .or(() -> hidden.typed("Your old password: "))
        .orElseThrow(() ->
            new Misuse("your old password is wanted, too: name a file with --old-password-file"));
  }

  private static Misuse nobody() {
    return new Misuse("say whose password: who you are here is no user");
  }
}
