package forja.cli.command;

import forja.cli.Desk;
import forja.cli.ExitCode;
import forja.cli.config.StoredLogin;
import forja.cli.http.ApiCall;
import forja.cli.http.Refused;
import forja.cli.http.Unreachable;
import forja.cli.http.Untrusted;
import forja.cli.json.Json;
import forja.cli.terminal.SafeText;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Ends the session and forgets the login. */
@Command(
    name = "logout",
    description = {
      "End the session and forget the stored login.",
      "A token of your own is only forgotten: forja token delete revokes it."
    },
    footerHeading = "%nExamples:%n",
    footer = "  forja logout")
public final class LogoutCommand implements Callable<Integer> {
  private final Desk desk;

  public LogoutCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    var file = desk.config().loginFile();
    return file.alone(() -> {
      var trouble = file.read().filter(login -> login.renewal().isPresent()).flatMap(this::end);
      var wasThere = file.remove();
      if (desk.wantsJson()) {
        desk.printJson(Json.object().put("loggedOut", wasThere).put("ended", trouble.isEmpty()));
      } else {
        desk.terminal().print(wasThere ? "Logged out." : "There was no login.");
      }
      trouble.ifPresent(reason ->
          desk.terminal()
              .complain(
                  "the login is forgotten here, but the api could not be told, so that the session "
                      + ("lasts until it expires: " + SafeText.line(reason))));
      return trouble.isEmpty() ? ExitCode.SUCCEEDED : ExitCode.REFUSED;
    });
  }

  /** Says what went wrong, if anything. */
  private Optional<String> end(StoredLogin login) {
    try (var api = desk.apiAt(login.url())) {
      var refresh = login.renewal().map(StoredLogin.Renewal::refresh).orElse("");
      api.send(ApiCall.post("/logout", Json.object().put("refresh", refresh)));
      return Optional.empty();
    } catch (Refused over) {
      // It has ended already.
      return Optional.of(over).filter(refused -> !refused.saysUnknown()).map(Refused::getMessage);
    } catch (Unreachable | Untrusted away) {
      return Optional.of(String.valueOf(away.getMessage()));
    }
  }
}
