package forja.api.job;

import com.fasterxml.jackson.databind.JsonNode;
import forja.api.http.Answers;
import forja.api.http.Body;
import forja.api.http.CallersJobs;
import forja.api.http.Gate;
import forja.api.http.Preferences;
import forja.api.http.Problem;
import forja.api.http.ProblemType;
import forja.api.http.Query;
import forja.api.http.Resource;
import forja.api.http.Routes;
import forja.api.ledger.Accepted;
import forja.api.ledger.NewJob;
import forja.api.request.RequestReader;
import io.javalin.http.Context;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;

/** {@code /jobs}: hand in work, ask how it goes. */
public final class JobsResource implements Resource {
  private static final String UNIQUE = "Forja-Unique";

  private final RequestReader requests;
  private final Booking booking;
  private final CallersJobs jobs;
  private final QueuedJobView queued;

  public JobsResource(
      RequestReader requests, Booking booking, CallersJobs jobs, QueuedJobView queued) {
    this.queued = queued;
    this.requests = requests;
    this.booking = booking;
    this.jobs = jobs;
  }

  @Override
  public void addTo(Routes routes) {
    routes.post("/jobs", Routes.JSON, this::submit).get("/jobs/{id}", Routes.JSON, this::show);
  }

  /** Answers as soon as the ledger holds the job; the work happens later. */
  private void submit(Context http) throws ExecutionException, InterruptedException {
    new Query(http, Set.of()).check();
    var wait = Preferences.wait(http);
    var key = IdempotencyKey.of(http.header(IdempotencyKey.HEADER));
    Body.type(http, List.of(Routes.JSON));
    var body = Body.bytes(http, Body.SMALL);
    var request = Body.require(requests.request(body));
    var bookingKey = key.map(word -> word.forBody(body));
    booking.requireInTime(Gate.caller(http), booking.late(request, ""), bookingKey);
    var job = booking.of(Gate.caller(http), Gate.call(http).origin(), request, bookingKey);
    var accepted = booking.book(List.of(job)).getFirst();
    http.header("Location", "/queue/" + accepted.id());
    tellWhose(http, accepted);
    if (wait.isPresent()) {
      var row = jobs.whenFinal(http, accepted.id(), wait.get()).orElseThrow(CallersJobs::unknown);
      answer(http, row.state().isFinal() ? 200 : 202, JobView.of(row));
    } else {
      answer(http, 202, view(http, job, accepted));
    }
  }

  private static void tellWhose(Context http, Accepted accepted) {
    switch (accepted) {
      case Accepted.Repeated _ -> http.header(IdempotencyKey.REPLAYED, "true");
      case Accepted.Existing _ -> http.header(UNIQUE, "existing");
      case Accepted.NotUnique(var other, _) ->
          throw new Problem(ProblemType.NOT_UNIQUE, "job " + other + " has this unique key")
              .naming(other);
      case Accepted.Booked _ -> Gate.noted(http);
      case Accepted.KeyTaken _, Accepted.Refused _ -> {}
    }
  }

  private JsonNode view(Context http, NewJob job, Accepted accepted) {
    return accepted instanceof Accepted.Booked booked
        ? JobView.of(job, booked)
        : JobView.of(jobs.job(http, accepted.id()));
  }

  private static void answer(Context http, int status, JsonNode view) {
    if (status == 202) {
      http.header("Retry-After", "1").removeHeader("Preference-Applied");
    }
    Answers.json(http, status, view);
  }

  private void show(Context http) throws ExecutionException, InterruptedException {
    new Query(http, Set.of()).check();
    var job = queued.of(jobs.patiently(http).orElseThrow(CallersJobs::unknown));
    if (!Answers.isKnown(http, job.tag())) {
      Answers.json(http, 200, job.view());
    }
  }
}
