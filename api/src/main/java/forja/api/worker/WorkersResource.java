package forja.api.worker;

import com.fasterxml.jackson.databind.node.ObjectNode;
import forja.api.http.Answers;
import forja.api.http.Body;
import forja.api.http.Problem;
import forja.api.http.ProblemType;
import forja.api.http.Query;
import forja.api.http.Resource;
import forja.api.http.Routes;
import forja.api.request.FieldProblem;
import forja.api.request.FieldProblem.Code;
import forja.api.request.StringFields;
import forja.common.job.ControlOrder;
import forja.common.wire.Wire;
import io.javalin.http.Context;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** {@code /workers}: who works here, and whether it takes jobs. */
public final class WorkersResource implements Resource {
  private final FarmView farm;
  private final Consumer<ControlOrder> orders;

  /** The orders go to all workers; a broker that is away shows as {@code BrokerAway}. */
  public WorkersResource(FarmView farm, Consumer<ControlOrder> orders) {
    this.farm = farm;
    this.orders = orders;
  }

  @Override
  public void addTo(Routes routes) {
    routes.get("/workers", Routes.JSON, this::list).put("/workers/{id}", Routes.JSON, this::change);
  }

  private void list(Context http) {
    new Query(http, Set.of()).check();
    var answer = Wire.json().createObjectNode();
    var items = answer.putArray("items");
    farm.workers().stream()
        .sorted(Comparator.comparing(worker -> worker.heartbeat().worker()))
        .forEach(worker -> items.add(view(worker)));
    Answers.json(http, 200, answer);
  }

  private void change(Context http) {
    new Query(http, Set.of()).check();
    Body.type(http, List.of(Routes.JSON));
    var form = Body.require(StringFields.read(Body.bytes(http, Body.SMALL), Set.of("state")));
    var worker = known(http.pathParam("id"));
    orders.accept(order(worker.heartbeat().worker(), form.get("state")));
    Answers.json(http, 202, view(worker));
  }

  private WorkerView known(String id) {
    return farm.workers().stream()
        .filter(worker -> worker.heartbeat().worker().equals(id))
        .findAny()
        .orElseThrow(
            () -> new Problem(ProblemType.UNKNOWN_WORKER, "no worker of this name is heard"));
  }

  private static ControlOrder order(String worker, String state) {
    return switch (state) {
      case "draining" -> new ControlOrder.Drain(worker);
      case "active" -> new ControlOrder.Undrain(worker);
      default ->
          throw Body.wrong(
              List.of(new FieldProblem("/state", "must be active or draining", Code.NOT_ALLOWED)));
    };
  }

  private static ObjectNode view(WorkerView worker) {
    var heartbeat = worker.heartbeat();
    var view =
        Wire.json()
            .createObjectNode()
            .put("id", heartbeat.worker())
            .put("host", heartbeat.host())
            .put("pid", heartbeat.pid())
            .put("state", heartbeat.state().wireName())
            .put("startedAt", heartbeat.startedAt().toString())
            .put("seenAt", worker.seenAt().toString())
            .put("claims", heartbeat.claims().size());
    var serving = view.putArray("serving");
    heartbeat
        .serving()
        .forEach(lane ->
            serving
                .addObject()
                .put("capability", lane.capability().id())
                .put("pool", lane.pool())
                .put("slots", lane.slots())
                .put("busy", lane.busy()));
    return view;
  }
}
