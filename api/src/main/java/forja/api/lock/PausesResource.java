package forja.api.lock;

import com.fasterxml.jackson.databind.node.ObjectNode;
import forja.api.http.Answers;
import forja.api.http.Body;
import forja.api.http.Caller;
import forja.api.http.Gate;
import forja.api.http.Problem;
import forja.api.http.ProblemType;
import forja.api.http.Query;
import forja.api.http.Resource;
import forja.api.http.Routes;
import forja.api.ledger.LedgerReader;
import forja.api.ledger.Pause;
import forja.api.ledger.Pauses;
import forja.common.job.Capability;
import forja.common.job.JobRequest;
import forja.common.job.Kinds;
import forja.common.wire.Wire;
import io.javalin.http.Context;
import java.util.Set;

/** {@code /pauses}: what shall not go for now, though the queue goes on accepting it. */
public final class PausesResource implements Resource {
  private static final String ONE = "/pauses/{what}/{name}";

  private final Pauses pauses;
  private final LedgerReader reader;

  public PausesResource(Pauses pauses, LedgerReader reader) {
    this.pauses = pauses;
    this.reader = reader;
  }

  @Override
  public void addTo(Routes routes) {
    routes
        .get("/pauses", Routes.JSON, this::list)
        .put(ONE, Routes.JSON, this::set)
        .delete(ONE, Routes.JSON, this::remove);
  }

  private void list(Context http) {
    new Query(http, Set.of()).check();
    var answer = Wire.json().createObjectNode();
    var items = answer.putArray("items");
    pauses.list().stream()
        .filter(pause -> concerns(pause, Gate.caller(http)))
        .forEach(pause -> items.add(view(pause)));
    Answers.json(http, 200, answer);
  }

  /** Which customers are paused is for the farm to know, and for each of them. */
  private static boolean concerns(Pause pause, Caller caller) {
    return pause.what() != Pause.What.CUSTOMER
        || caller.isTheFarm()
        || pause.name().equals(caller.customer().name());
  }

  private void set(Context http) {
    new Query(http, Set.of()).check();
    Body.requireNone(http);
    Answers.json(http, 200, view(pauses.set(what(http), http.pathParam("name"))));
  }

  private void remove(Context http) {
    new Query(http, Set.of()).check();
    Body.requireNone(http);
    pauses.remove(what(http), http.pathParam("name"));
    http.status(204);
  }

  private Pause.What what(Context http) {
    var name = http.pathParam("name");
    return Pause.What.named(http.pathParam("what"))
        .filter(what -> exists(what, name))
        .orElseThrow(() ->
            new Problem(
                ProblemType.NOT_FOUND,
                "what can be paused is kind/<kind>, capability/<capability>, pool/<pool> and"
                    + " customer/<customer>"));
  }

  private boolean exists(Pause.What what, String name) {
    return switch (what) {
      case KIND -> Kinds.named(name).isPresent();
      case CAPABILITY -> Capability.named(name).isPresent();
      case POOL -> JobRequest.POOL_NAME.matcher(name).matches();
      case CUSTOMER -> reader.customer(name).isPresent();
    };
  }

  private static ObjectNode view(Pause pause) {
    return Wire.json()
        .createObjectNode()
        .put("what", pause.what().wireName())
        .put("name", pause.name())
        .put("since", pause.since().toString());
  }
}
