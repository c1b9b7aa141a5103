package forja.cli.item;

import forja.cli.Desk;
import forja.cli.ExitCode;
import forja.cli.http.ApiCall;
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
    if (!desk.wantsJson()) {
      desk.terminal().print("all is sealed under the first master key");
    }
    new ItemSheet(desk).show(done);
    return ExitCode.SUCCEEDED;
  }
}
