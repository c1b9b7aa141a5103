package forja.cli.command;

import forja.cli.Desk;
import forja.cli.ExitCode;
import forja.cli.http.ApiCall;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Sends dead letters to their address again, or discards them. */
@Command(description = "Send dead letters to their address again (resubmit), or discard them.")
public final class DeadOrderCommand implements Callable<Integer> {
  private final Desk desk;
  private final Function<String, ApiCall> order;
  private final String outcome;

  @Parameters(arity = "1..*", paramLabel = "ID|-", description = "Which ones.")
  private List<String> typed = new ArrayList<>();

  private DeadOrderCommand(Desk desk, Function<String, ApiCall> order, String outcome) {
    this.desk = desk;
    this.order = order;
    this.outcome = outcome;
  }

  static DeadOrderCommand resubmit(Desk desk) {
    return new DeadOrderCommand(
        desk, id -> ApiCall.post("/dead/" + id + "/resubmit"), "sent again");
  }

  static DeadOrderCommand discard(Desk desk) {
    return new DeadOrderCommand(desk, id -> ApiCall.delete("/dead/" + id), "discarded");
  }

  @Override
  public Integer call() {
    for (var id : JobIds.ofDeadLetters(typed, desk)) {
      desk.api().send(order.apply(id));
      desk.terminal().print(id + " " + outcome);
    }
    return ExitCode.SUCCEEDED;
  }
}
