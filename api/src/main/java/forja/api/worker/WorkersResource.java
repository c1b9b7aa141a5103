package forja.api.worker;

import com.fasterxml.jackson.databind.node.ArrayNode;
import forja.api.http.Answers;
import forja.api.http.Query;
import forja.api.http.Resource;
import forja.api.http.Routes;
import forja.common.wire.Wire;
import io.javalin.http.Context;
import java.util.Comparator;
import java.util.Set;

/** {@code /workers}: who works here. */
public final class WorkersResource implements Resource {
  private final FarmView farm;

  public WorkersResource(FarmView farm) {
    this.farm = farm;
  }

  @Override
  public void addTo(Routes routes) {
    routes.get("/workers", Routes.JSON, this::list);
  }

  private void list(Context http) {
    new Query(http, Set.of()).check();
    var answer = Wire.json().createObjectNode();
    var items = answer.putArray("items");
    farm.workers().stream()
        .sorted(Comparator.comparing(worker -> worker.heartbeat().worker()))
        .forEach(worker -> add(worker, items));
    Answers.json(http, 200, answer);
  }

  private static void add(WorkerView worker, ArrayNode items) {
    var heartbeat = worker.heartbeat();
    var item =
        items
            .addObject()
            .put("id", heartbeat.worker())
            .put("host", heartbeat.host())
            .put("pid", heartbeat.pid())
            .put("state", heartbeat.state().wireName())
            .put("startedAt", heartbeat.startedAt().toString())
            .put("seenAt", worker.seenAt().toString())
            .put("claims", heartbeat.claims().size());
    var serving = item.putArray("serving");
    heartbeat
        .serving()
        .forEach(lane ->
            serving
                .addObject()
                .put("capability", lane.capability().id())
                .put("pool", lane.pool())
                .put("slots", lane.slots())
                .put("busy", lane.busy()));
  }
}
