package forja.api.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import forja.api.http.Answers;
import forja.api.http.Body;
import forja.api.http.Gate;
import forja.api.http.Query;
import forja.api.http.Resource;
import forja.api.http.Routes;
import forja.api.ledger.Accepted;
import forja.api.ledger.BookingKey;
import forja.api.ledger.NewJob;
import forja.api.request.BatchReader;
import forja.api.request.FieldProblem;
import forja.common.job.JobRequest;
import forja.common.wire.Wire;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;

/** {@code /jobs:batch}: hand in many jobs, all or none. */
public final class BatchResource implements Resource {
  private static final String LINES = "application/x-ndjson";

  private final BatchReader requests;
  private final Booking booking;

  public BatchResource(BatchReader requests, Booking booking) {
    this.requests = requests;
    this.booking = booking;
  }

  @Override
  public void addTo(Routes routes) {
    routes.post("/jobs:batch", Routes.JSON, this::submit);
  }

  private void submit(Context http) throws ExecutionException, InterruptedException {
    new Query(http, Set.of()).check();
    var key = IdempotencyKey.of(http.header(IdempotencyKey.HEADER));
    var type = Body.type(http, List.of(LINES, Routes.JSON));
    var body = Body.bytes(http, Body.BATCH);
    var rows = Body.require(type.equals(LINES) ? requests.lines(body) : requests.array(body));
    var wholeKey = key.map(word -> word.forBody(body));
    booking.requireInTime(Gate.caller(http), late(rows), wholeKey);
    var jobs = jobs(http, rows, wholeKey);
    var accepted = key.isPresent() ? booking.bookUnderKey(jobs) : booking.book(jobs);
    if (accepted.stream().anyMatch(Accepted.Repeated.class::isInstance)) {
      http.header(IdempotencyKey.REPLAYED, "true");
    }
    if (accepted.stream().anyMatch(Accepted.Booked.class::isInstance)) {
      Gate.noted(http);
    }
    http.header("Retry-After", "1");
    var answer = Wire.json().createObjectNode().put("count", accepted.size());
    var items = answer.putArray("items");
    accepted.forEach(job -> items.add(view(job)));
    Answers.json(http, 202, answer);
  }

  private List<NewJob> jobs(Context http, List<JobRequest> rows, Optional<BookingKey> key) {
    var caller = Gate.caller(http);
    var origin = Gate.call(http).origin();
    var jobs = new ArrayList<NewJob>(rows.size());
    for (var row : rows) {
      int index = jobs.size();
      var keyOfRow = key.map(whole -> IdempotencyKey.ofRow(whole, index));
      jobs.add(booking.of(caller, origin, row, keyOfRow));
    }
    return jobs;
  }

  private List<FieldProblem> late(List<JobRequest> rows) {
    var late = new ArrayList<FieldProblem>();
    for (int index = 0; index < rows.size(); index++) {
      late.addAll(booking.late(rows.get(index), "/" + index));
    }
    return late;
  }

  /** A row whose unique key another job has makes no job; it is told by that one. */
  private static ObjectNode view(Accepted accepted) {
    return switch (accepted) {
      case Accepted.Booked(var id, var state) -> JobView.brief(id, state);
      case Accepted.Repeated(var id, var state) -> JobView.brief(id, state);
      case Accepted.Existing(var id, var state) ->
          JobView.brief(id, state).put("unique", "existing");
      case Accepted.NotUnique(var id, var state) ->
          JobView.brief(id, state).put("unique", "refused");
      case Accepted.KeyTaken _, Accepted.Refused _ ->
          throw new IllegalStateException("was refused: " + accepted.id());
    };
  }
}
