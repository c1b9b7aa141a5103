package forja.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import forja.cli.Desk;
import forja.cli.ExitCode;
import forja.cli.config.Misuse;
import forja.cli.config.StoredLogin;
import forja.cli.http.ApiCall;
import forja.cli.json.Json;
import forja.cli.session.Renewals;
import forja.cli.terminal.SafeText;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Finds out who somebody is, and remembers it. */
@Command(
    name = "login",
    description = {
      "Log in as a user of a customer, or with a token, and remember it.",
      "",
      "With --user, the password is asked for on the terminal or read with --password-stdin; the "
          + "session it begins is renewed by itself until forja logout.",
      "Else a token is: from --token-file, FORJA_TOKEN, or asked for on the terminal; for an api "
          + "on this machine, the administrator token of the data directory will do.",
      "Neither is sent to another address than the one it was stored for."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  forja login --customer acme --user anna",
      "  forja login --url https://forja.example --ca ca.pem --customer acme --user anna",
      "  pass show forja | forja login --customer acme --user anna --password-stdin",
      "  forja login --url https://forja.example --token-file token.txt"
    })
public final class LoginCommand implements Callable<Integer> {
  private static final String HOME_CUSTOMER = "main";

  private final Desk desk;
  private final HiddenInput hidden;

  @Option(names = "--user", paramLabel = "NAME", description = "Who of the customer you are.")
  private @Nullable String user;

  @Option(names = "--password-stdin", description = "The password is on standard input.")
  private boolean passwordOnStandardInput;

  @Option(
      names = "--token-file",
      paramLabel = "FILE|-",
      description = "Where the token is; - is standard input.")
  private @Nullable String tokenFile;

  public LoginCommand(Desk desk) {
    this.desk = desk;
    this.hidden = new HiddenInput(desk);
  }

  @Override
  public Integer call() {
    var url = desk.config().urlForLogin();
    var form = user == null ? tokenForm(url) : passwordForm(user);
    var answer = ask(url, form);
    var login = login(url, form, answer).trusting(desk.config().certificatesFor(url));
    desk.config()
        .loginFile()
        .alone(() -> {
          desk.config().loginFile().write(login);
          return login;
        });
    show(url, answer);
    return ExitCode.SUCCEEDED;
  }

  private ObjectNode passwordForm(String name) {
    if (tokenFile != null) {
      throw new Misuse("--user goes with a password, --token-file with a token: name one of them");
    }
    return Json.object()
        .put("customer", desk.config().customer().orElse(HOME_CUSTOMER))
        .put("user", name)
        .put("password", password(name));
  }

  private String password(String name) {
    return (passwordOnStandardInput
            ? Optional.of(hidden.textIn(HiddenInput.STANDARD_INPUT))
            : hidden.typed("Password of " + name + ": "))
        .filter(password -> !password.isEmpty())
        .orElseThrow(() ->
            new Misuse("no password: type it on a terminal, or hand it in with --password-stdin"));
  }

  private ObjectNode tokenForm(URI url) {
    if (passwordOnStandardInput) {
      throw new Misuse("--password-stdin is the password of somebody: name --user as well");
    }
    var config = desk.config();
    var token =
        Optional.ofNullable(tokenFile)
            .map(hidden::textIn)
            .or(config::givenToken)
            .or(() -> config.adminTokenFor(url))
            .or(() -> hidden.typed("Token: "))
            .map(String::strip)
            .filter(found -> !found.isEmpty())
            .orElseThrow(() ->
                new Misuse("no token: name a file with --token-file, or FORJA_TOKEN, or --user"));
    return Json.object().put("token", token);
  }

  private JsonNode ask(URI url, JsonNode form) {
    try (var api = desk.apiAt(url)) {
      return api.send(ApiCall.post("/login", form)).json();
    }
  }

  /** Who hands in a token goes on with it; who hands in a password gets a session. */
  private StoredLogin login(URI url, JsonNode form, JsonNode answer) {
    var token = StoredLogin.lasting(url, Json.text(form, "token"));
    return form.has("token")
        ? token
        : token.renewed(Json.text(answer, "token"), Renewals.of(answer, desk.clock()));
  }

  private void show(URI url, JsonNode answer) {
    if (desk.wantsJson()) {
      var who = Json.objectOf(answer).deepCopy().remove(List.of("token", "refresh"));
      desk.printJson(Json.object().put("url", url.toString()).setAll(who));
      return;
    }
    var name = Json.text(answer, "user");
    var said =
        "customer "
            + Json.text(answer, "customer")
            + (name.isEmpty() ? "" : ", user " + name)
            + (", " + Json.text(answer, "role"));
    desk.terminal().print("Logged in at " + url + ": " + SafeText.line(said));
    if (user != null && desk.config().givenToken().isPresent()) {
      desk.terminal().complain("FORJA_TOKEN is set, and goes before this login: unset it");
    }
  }
}
