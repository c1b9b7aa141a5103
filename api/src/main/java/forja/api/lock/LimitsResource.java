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
import forja.api.ledger.Limit;
import forja.api.ledger.Limits;
import forja.api.request.NumberField;
import forja.common.job.JobRequest;
import forja.common.job.Kinds;
import forja.common.wire.Wire;
import io.javalin.http.Context;
import java.util.List;
import java.util.Set;

/**
 * {@code /limits}: how many jobs go at once. A subject is {@code jobs}, {@code kind/<kind>} or
 * {@code lock/<name>}.
 */
public final class LimitsResource implements Resource {
  private final Limits limits;

  public LimitsResource(Limits limits) {
    this.limits = limits;
  }

  @Override
  public void addTo(Routes routes) {
    routes
        .get("/limits", Routes.JSON, this::list)
        .put("/limits/<subject>", Routes.JSON, this::set)
        .delete("/limits/<subject>", Routes.JSON, this::remove);
  }

  private void list(Context http) {
    new Query(http, Set.of()).check();
    var answer = Wire.json().createObjectNode();
    var items = answer.putArray("items");
    limits.list(Gate.caller(http).customer().id()).forEach(limit -> items.add(view(limit)));
    Answers.json(http, 200, answer);
  }

  private void set(Context http) {
    new Query(http, Set.of()).check();
    var subject = subject(http);
    Body.type(http, List.of(Routes.JSON));
    int permits =
        Body.require(new NumberField("permits", 0, Limit.MOST).read(Body.bytes(http, Body.SMALL)));
    var limit = new Limit(subject, permits);
    limits.set(Gate.caller(http).customer().id(), limit);
    Answers.json(http, 200, view(limit));
  }

  private void remove(Context http) {
    new Query(http, Set.of()).check();
    Body.requireNone(http);
    limits.remove(Gate.caller(http).customer().id(), subject(http));
    http.status(204);
  }

  /** As the ledger writes it. */
  private static String subject(Context http) {
    var words = http.pathParam("subject").split("/", 2);
    boolean isKnown =
        switch (words[0]) {
          case "jobs" -> words.length == 1;
          case "kind" -> words.length == 2 && Kinds.named(words[1]).isPresent();
          case "lock" -> words.length == 2 && JobRequest.isLockName(words[1]);
          default -> false;
        };
    if (!isKnown) {
      throw new Problem(
          ProblemType.NOT_FOUND, "what can be limited is jobs, kind/<kind> and lock/<name>");
    }
    return String.join(":", words);
  }

  private static ObjectNode view(Limit limit) {
    return Wire.json()
        .createObjectNode()
        .put("subject", limit.subject().replaceFirst(":", "/"))
        .put("permits", limit.permits());
  }
}
