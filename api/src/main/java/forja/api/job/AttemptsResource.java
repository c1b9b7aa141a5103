package forja.api.job;

import com.fasterxml.jackson.databind.node.ArrayNode;
import forja.api.http.Answers;
import forja.api.http.CallersJobs;
import forja.api.http.Query;
import forja.api.http.Resource;
import forja.api.http.Routes;
import forja.api.ledger.Attempt;
import forja.api.ledger.LedgerReader;
import forja.common.job.Token;
import forja.common.wire.Wire;
import io.javalin.http.Context;
import java.util.Set;

/** {@code /jobs/{id}/attempts}: how often a job was tried, where, and what came of it. */
public final class AttemptsResource implements Resource {
  private final LedgerReader reader;
  private final CallersJobs jobs;

  public AttemptsResource(LedgerReader reader, CallersJobs jobs) {
    this.reader = reader;
    this.jobs = jobs;
  }

  @Override
  public void addTo(Routes routes) {
    routes.get("/jobs/{id}/attempts", Routes.JSON, this::list);
  }

  private void list(Context http) {
    new Query(http, Set.of()).check();
    var job = jobs.job(http);
    var answer = Wire.json().createObjectNode();
    var items = answer.putArray("items");
    reader.attemptsOf(job.customer(), job.id()).forEach(attempt -> add(attempt, items));
    Answers.json(http, 200, answer);
  }

  private static void add(Attempt attempt, ArrayNode items) {
    var view =
        items
            .addObject()
            .put("number", attempt.number())
            .put("worker", attempt.worker().orElse(null))
            .put("token", attempt.token().map(Token::toString).orElse(null));
    JobView.time(view, "releasedAt", attempt.releasedAt());
    JobView.time(view, "startedAt", attempt.startedAt());
    JobView.time(view, "endedAt", attempt.end().map(Attempt.End::at));
    view.put("outcome", attempt.end().map(Attempt.End::outcome).orElse(null));
    JobView.failure(view, attempt.end().flatMap(Attempt.End::failure));
  }
}
