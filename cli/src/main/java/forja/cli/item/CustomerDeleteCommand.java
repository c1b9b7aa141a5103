package forja.cli.item;

import forja.cli.Desk;
import forja.cli.ExitCode;
import forja.cli.command.Watching;
import forja.cli.http.ApiCall;
import forja.cli.json.Json;
import forja.cli.watch.JobNames;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Deletes a customer with all it owns, which is a job of its own. */
@Command(
    description = {
      "Delete a customer with everything it owns, and show how that goes; the audit stays.",
      "A job does it, which goes on when this command is stopped: forja watch ID follows it again."
    })
final class CustomerDeleteCommand implements Callable<Integer> {
  private final Desk desk;
  private final ItemKind kind;

  @Parameters(paramLabel = "NAME", description = "Which one.")
  private String name = "";

  @Option(names = "--force", description = "Also when it has jobs that have not ended.")
  private boolean force;

  @Option(names = "--no-wait", description = "Print the id of the job, and do not wait for it.")
  private boolean noWait;

  CustomerDeleteCommand(Desk desk, ItemKind kind) {
    this.desk = desk;
    this.kind = kind;
  }

  @Override
  public Integer call() {
    // The job belongs to the farm's own customer, whoever the desk acts for.
    var api = desk.api().actingForItself();
    var answer = api.send(ApiCall.delete(kind.path(name) + (force ? "?force=true" : "")));
    var id = answer.headers().firstValue("Location").orElse("").replaceFirst(".*/", "");
    if (noWait) {
      show(id);
      return ExitCode.SUCCEEDED;
    }
    var code = new Watching(desk, api).watch(JobNames.none(List.of(id)));
    if (code == ExitCode.SUCCEEDED && !desk.wantsJson()) {
      desk.terminal().print("customer " + name + " is deleted");
    }
    return code;
  }

  private void show(String id) {
    if (desk.wantsJson()) {
      desk.printJson(Json.object().put("name", name).put("job", id));
    } else {
      desk.terminal().print(id);
    }
  }
}
