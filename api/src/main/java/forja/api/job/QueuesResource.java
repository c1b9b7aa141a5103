package forja.api.job;

import com.fasterxml.jackson.databind.node.ArrayNode;
import forja.api.http.Answers;
import forja.api.http.Gate;
import forja.api.http.Query;
import forja.api.http.Resource;
import forja.api.http.Routes;
import forja.api.ledger.Lane;
import forja.api.ledger.LaneCount;
import forja.api.ledger.LedgerReader;
import forja.api.worker.FarmView;
import forja.common.job.Heartbeat.Serving;
import forja.common.wire.Wire;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** {@code /queues}: what waits where, and who serves it. */
public final class QueuesResource implements Resource {
  private static final Comparator<Lane> BY_NAME = Comparator.comparing(Lane::toString);

  private final LedgerReader reader;
  private final FarmView farm;

  public QueuesResource(LedgerReader reader, FarmView farm) {
    this.reader = reader;
    this.farm = farm;
  }

  @Override
  public void addTo(Routes routes) {
    routes.get("/queues", Routes.JSON, this::list);
  }

  private void list(Context http) {
    new Query(http, Set.of()).check();
    var serving = serving();
    var lanes = new TreeMap<Lane, LaneCount>(BY_NAME);
    serving.keySet().forEach(lane -> lanes.put(lane, empty(lane)));
    reader
        .lanes(Gate.caller(http).customer().id())
        .forEach(count -> lanes.put(count.lane(), count));
    var answer = Wire.json().createObjectNode();
    var items = answer.putArray("items");
    lanes.values().forEach(lane -> add(lane, serving.getOrDefault(lane.lane(), List.of()), items));
    Answers.json(http, 200, answer);
  }

  private Map<Lane, List<Serving>> serving() {
    return farm.workers().stream()
        .flatMap(worker -> worker.heartbeat().serving().stream())
        .collect(
            Collectors.groupingBy(
                serving -> new Lane(serving.capability(), serving.pool()),
                Collectors.toCollection(ArrayList::new)));
  }

  private static LaneCount empty(Lane lane) {
    return new LaneCount(lane, 0, 0, 0, Optional.empty());
  }

  private static void add(LaneCount lane, List<Serving> serving, ArrayNode items) {
    items
        .addObject()
        .put("capability", lane.lane().capability().id())
        .put("pool", lane.lane().pool())
        .put("scheduled", lane.scheduled())
        .put("queued", lane.queued())
        .put("out", lane.out())
        .put("oldestQueuedAt", lane.oldestQueued().map(Instant::toString).orElse(null))
        .put("workers", serving.size())
        .put("slots", serving.stream().mapToInt(Serving::slots).sum())
        .put("busy", serving.stream().mapToInt(Serving::busy).sum());
  }
}
