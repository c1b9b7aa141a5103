package forja.cli.item;

import forja.cli.Desk;
import forja.cli.ExitCode;
import forja.cli.http.ApiCall;
import forja.cli.json.Json;
import forja.cli.terminal.SafeText;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Seals everything under the newest master key. */
@Command(
    description = {
      "Seal all secrets and signing keys under the first key of the master key file again.",
      "",
      "Put a new key before the old one in that file, wait until every api has read it, run this, "
          + "and take the old key out. Jobs go on meanwhile."
    })
final class RotateMasterCommand implements Callable<Integer> {
  private final Desk desk;

  RotateMasterCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    var done = desk.api().actingForItself().send(ApiCall.post("/secrets/rotate")).json();
    var failed = 0;
    for (var things : done.path("sealed").properties()) {
      var counts = things.getValue();
      failed += counts.path("failed").asInt();
      if (!desk.wantsJson()) {
        var said = things.getKey() + ": " + Json.text(counts, "anew") + " sealed anew, ";
        desk.terminal().print(SafeText.line(said + Json.text(counts, "failed") + " failed"));
      }
    }
    if (desk.wantsJson()) {
      desk.printJson(done);
    } else if (failed == 0) {
      var key = SafeText.line(Json.text(done, "key"));
      desk.terminal().complain("all is under the key " + key + ": the others may be taken away");
    }
    return failed == 0 ? ExitCode.SUCCEEDED : ExitCode.FAILED;
  }
}
