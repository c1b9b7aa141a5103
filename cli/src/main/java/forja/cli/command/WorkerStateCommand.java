package forja.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import forja.cli.Desk;
import forja.cli.ExitCode;
import forja.cli.http.ApiCall;
import forja.cli.http.PathWords;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Tells a worker whether to take jobs. */
@Command(description = "Tell a worker to take nothing new (drain), or to take jobs again (resume).")
public final class WorkerStateCommand implements Callable<Integer> {
  private final Desk desk;
  private final String state;

  @Parameters(arity = "1", paramLabel = "ID", description = "Which worker.")
  private String worker = "";

  WorkerStateCommand(Desk desk, String state) {
    this.desk = desk;
    this.state = state;
  }

  @Override
  public Integer call() {
    var body = JsonNodeFactory.instance.objectNode().put("state", state);
    var path = "/workers/" + PathWords.of(worker);
    var answer = desk.api().send(ApiCall.put(path, body)).json();
    if (desk.wantsJson()) {
      desk.printJson(answer);
    } else {
      desk.terminal().complain(worker + " is told to be " + state);
    }
    return ExitCode.SUCCEEDED;
  }
}
