package forja.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import forja.cli.Desk;
import forja.cli.ExitCode;
import forja.cli.json.Json;
import forja.cli.terminal.SafeText;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Says who the api takes us for. */
@Command(
    name = "whoami",
    description = "Say who you are to the api: name, customer, role and scopes.",
    footerHeading = "%nExamples:%n",
    footer = {"  forja whoami", "  forja whoami --json | jq -r .role"})
public final class WhoamiCommand implements Callable<Integer> {
  private final Desk desk;

  public WhoamiCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    var access = Json.objectOf(desk.api().get("/me/access"));
    if (desk.wantsJson()) {
      access.remove("operations");
      desk.printJson(access);
    } else {
      desk.terminal().print(SafeText.line(sentence(access)) + ", at " + desk.api().address());
    }
    return ExitCode.SUCCEEDED;
  }

  static String sentence(JsonNode access) {
    var acts = access.path("abroad").asBoolean() ? ", acting for customer " : " of customer ";
    var scopes = new ArrayList<String>();
    access.path("scopes").forEach(scope -> scopes.add(scope.asText()));
    var isLimited = !scopes.isEmpty() && !scopes.contains("*");
    return Json.text(access, "who")
        + (acts + Json.text(access, "customer") + ", " + Json.text(access, "role"))
        + (isLimited ? ", for " + String.join(" ", scopes) + " only" : "");
  }
}
