package forja.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import forja.cli.Desk;
import forja.cli.ExitCode;
import forja.cli.config.ClientConfig;
import forja.cli.config.Misuse;
import forja.cli.config.StoredLogin;
import forja.cli.http.ApiCall;
import forja.cli.http.ApiClient;
import forja.cli.json.Json;
import forja.cli.terminal.SafeText;
import forja.cli.terminal.Terminal;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Checks a token and remembers it. */
@Command(
    name = "login",
    description = {
      "Check a token with the api and remember both.",
      "The token comes from --token-file, FORJA_TOKEN, or is asked for on the terminal;",
      "for an api on this machine, the administrator token of the data directory will do.",
      "It is sent to no other address than the one it was stored for."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  forja login --url http://127.0.0.1:8080",
      "  forja login --url https://forja.example --token-file token.txt",
      "  pass show forja | forja login --url https://forja.example --token-file -"
    })
public final class LoginCommand implements Callable<Integer> {
  private final Desk desk;

  @Option(
      names = "--token-file",
      paramLabel = "FILE|-",
      description = "Where the token is; - is standard input.")
  private @Nullable String tokenFile;

  public LoginCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    var url = desk.config().urlForLogin();
    var token = token(url);
    var body = Json.object().put("token", token);
    var who = ask(url, body);
    desk.config().loginFile().write(new StoredLogin(url, token));
    if (desk.wantsJson()) {
      desk.printJson(Json.object().put("url", url.toString()).setAll(Json.objectOf(who)));
      return ExitCode.SUCCEEDED;
    }
    var said = "customer " + Json.text(who, "customer") + ", " + Json.text(who, "role");
    desk.terminal().print("Logged in at " + url + ": " + SafeText.line(said));
    return ExitCode.SUCCEEDED;
  }

  private static JsonNode ask(URI url, JsonNode body) {
    try (var api = new ApiClient(url, Optional.empty())) {
      return api.send(ApiCall.post("/login", body)).json();
    }
  }

  private String token(URI url) {
    var config = desk.config();
    var local = ClientConfig.isOwnMachine(url);
    return fromFile()
        .or(config::givenToken)
        .or(() -> local ? config.adminToken() : Optional.empty())
        .or(this::asked)
        .filter(token -> !token.isBlank())
        .orElseThrow(() -> new Misuse("no token: name a file with --token-file, or FORJA_TOKEN"));
  }

  private Optional<String> fromFile() {
    if (tokenFile == null) {
      return Optional.empty();
    }
    try {
      var bytes =
          tokenFile.equals("-") ? desk.in().readAllBytes() : Files.readAllBytes(Path.of(tokenFile));
      return Optional.of(new String(bytes, StandardCharsets.UTF_8).strip());
    } catch (IOException unreadable) {
      throw new Misuse("the token file cannot be read: " + unreadable);
    }
  }

  private Optional<String> asked() {
    return Terminal.isConsole()
        ? Optional.ofNullable(System.console().readPassword("Token: ")).map(String::new)
        : Optional.empty();
  }
}
