package forja.api.customer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import forja.api.http.Answers;
import forja.api.http.Body;
import forja.api.http.Gate;
import forja.api.http.Problem;
import forja.api.http.ProblemType;
import forja.api.http.Query;
import forja.api.http.Resource;
import forja.api.http.Routes;
import forja.api.ledger.FarewellAnswer;
import forja.common.job.JobId;
import forja.common.wire.Wire;
import io.javalin.http.Context;
import java.util.Set;

/** {@code DELETE /customers/{item}}: a customer goes with all it owns, by a job. */
public final class FarewellResource implements Resource {
  private static final String ITEM = "item";
  private static final String FORCE = "force";

  private final FarewellDesk desk;
  private final CustomerBook book;

  public FarewellResource(FarewellDesk desk, CustomerBook book) {
    this.desk = desk;
    this.book = book;
  }

  @Override
  public void addTo(Routes routes) {
    routes.delete("/customers/{" + ITEM + "}", Routes.JSON, this::leave);
  }

  private void leave(Context http) {
    var query = new Query(http, Set.of(FORCE));
    boolean forced = query.flag(FORCE);
    query.check();
    Body.requireNone(http);
    var request = Gate.call(http).requestId();
    switch (desk.ask(http.pathParam(ITEM), forced, request)) {
      case FarewellAnswer.Leaves(var job) -> {
        // So that nothing new begins for it here by the time the answer leaves.
        book.refresh();
        http.header("Location", "/queue/" + job).header("Retry-After", "1");
        Answers.json(http, 202, view(job));
      }
      case FarewellAnswer.AtWork(var jobs) ->
          throw new Problem(
              ProblemType.CUSTOMER_AT_WORK, jobs + " of its jobs are queued or running");
      case FarewellAnswer.Needed _ ->
          throw new Problem(ProblemType.CUSTOMER_NEEDED, "the farm works as this customer itself");
      case FarewellAnswer.Unknown _ ->
          throw new Problem(
              ProblemType.UNKNOWN_ITEM, "there is no customer of yours with this id or name");
    }
  }

  private static ObjectNode view(JobId job) {
    var view =
        Wire.json().createObjectNode().put("id", job.toString()).put("kind", FarewellDesk.KIND);
    view.putObject("links").put("self", "/jobs/" + job).put("queue", "/queue/" + job);
    return view;
  }
}
