package forja.api.lock;

import com.fasterxml.jackson.databind.node.ObjectNode;
import forja.api.http.Answers;
import forja.api.http.Body;
import forja.api.http.Gate;
import forja.api.http.Problem;
import forja.api.http.ProblemType;
import forja.api.http.Query;
import forja.api.http.Resource;
import forja.api.http.Routes;
import forja.api.ledger.LockState;
import forja.api.ledger.Locks;
import forja.common.job.JobRequest;
import forja.common.wire.Wire;
import io.javalin.http.Context;
import java.util.Optional;
import java.util.Set;

/** {@code /locks}: who holds what, what is in doubt, how many wait. */
public final class LocksResource implements Resource {
  private static final int PAGE = 50;
  private static final int LONGEST_PAGE = 200;
  private static final String CURSOR = "cursor";
  private static final String LIMIT = "limit";

  private final Locks locks;

  public LocksResource(Locks locks) {
    this.locks = locks;
  }

  @Override
  public void addTo(Routes routes) {
    routes
        .get("/locks", Routes.JSON, this::list)
        .get("/locks/<name>", Routes.JSON, this::show)
        .delete("/locks/<name>", Routes.JSON, this::release);
  }

  private void list(Context http) {
    var query = new Query(http, Set.of(LIMIT, CURSOR));
    int limit = query.number(LIMIT, 1, LONGEST_PAGE).orElse(PAGE);
    var after =
        query.one(
            CURSOR,
            "a cursor of an earlier answer",
            text -> Optional.of(text).filter(JobRequest::isLockName));
    query.check();
    // One more than the page shows whether there is another page.
    var found = locks.list(customer(http), after.orElse(""), limit + 1);
    var page = found.size() > limit ? found.subList(0, limit) : found;
    var answer = Wire.json().createObjectNode();
    var items = answer.putArray("items");
    page.forEach(lock -> items.add(view(lock)));
    answer.putNull("next");
    if (found.size() > limit) {
      var next = page.getLast().name();
      http.header("Link", "</locks?limit=%d&cursor=%s>; rel=\"next\"".formatted(limit, next));
      answer.put("next", next);
    }
    Answers.json(http, 200, answer);
  }

  private void show(Context http) {
    new Query(http, Set.of()).check();
    Answers.json(http, 200, view(lock(http)));
  }

  /** Only what is in doubt and nobody holds: a job that runs is cancelled, not robbed. */
  private void release(Context http) {
    new Query(http, Set.of()).check();
    Body.requireNone(http);
    var lock = lock(http);
    if (locks.release(customer(http), lock.name()) == 0) {
      throw new Problem(
          ProblemType.LOCK_HELD,
          "no permit of " + lock.name() + " is in doubt and free to release");
    }
    http.status(204);
  }

  private LockState lock(Context http) {
    return Optional.of(http.pathParam("name"))
        .filter(JobRequest::isLockName)
        .flatMap(name -> locks.find(customer(http), name))
        .orElseThrow(() ->
            new Problem(
                ProblemType.UNKNOWN_LOCK,
                "no job of yours holds it, waits for it or left it in doubt, and it has no limit"));
  }

  private static int customer(Context http) {
    return Gate.caller(http).customer().id();
  }

  private static ObjectNode view(LockState lock) {
    var view =
        Wire.json()
            .createObjectNode()
            .put("name", lock.name())
            .put("permits", lock.permits())
            .put("waiting", lock.waiting())
            .put("held", lock.held())
            .put("doubtful", lock.doubtful());
    var holders = view.putArray("holders");
    lock.taken().stream()
        .flatMap(permit -> permit.holder().stream())
        .limit(LockState.MOST_SHOWN)
        .forEach(holder -> holders.add(view(holder)));
    var inDoubt = view.putArray("inDoubt");
    lock.taken().stream()
        .flatMap(permit -> permit.doubt().map(doubt -> view(doubt, permit.holder())).stream())
        .forEach(inDoubt::add);
    return view;
  }

  private static ObjectNode view(LockState.Holder holder) {
    return Wire.json()
        .createObjectNode()
        .put("job", holder.job().toString())
        .put("since", holder.since().toString());
  }

  private static ObjectNode view(LockState.Doubt doubt, Optional<LockState.Holder> by) {
    return Wire.json()
        .createObjectNode()
        .put("job", doubt.job().toString())
        .put("since", doubt.since().toString())
        .put("reason", doubt.reason())
        .put("takenOverBy", by.map(holder -> holder.job().toString()).orElse(null));
  }
}
