package forja.api.job;

import com.fasterxml.jackson.databind.JsonNode;
import forja.api.http.Answers;
import forja.api.http.Body;
import forja.api.http.CallersJobs;
import forja.api.http.Gate;
import forja.api.http.Preferences;
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
  private final RequestReader requests;
  private final Booking booking;
  private final CallersJobs jobs;

  public JobsResource(RequestReader requests, Booking booking, CallersJobs jobs) {
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
    var job = booking.of(Gate.caller(http), request, key.map(word -> word.forBody(body)));
    var accepted = booking.book(List.of(job)).getFirst();
    http.header("Location", "/queue/" + accepted.id());
    if (accepted instanceof Accepted.Repeated) {
      http.header(IdempotencyKey.REPLAYED, "true");
    }
    if (wait.isPresent()) {
      var row = jobs.whenFinal(http, accepted.id(), wait.get()).orElseThrow(CallersJobs::unknown);
      answer(http, row.state().isFinal() ? 200 : 202, JobView.of(row));
    } else {
      answer(http, 202, view(http, job, accepted));
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
    var job = jobs.patiently(http).orElseThrow(CallersJobs::unknown);
    var waitsFor = jobs.waitsFor(job);
    if (!Answers.isKnown(http, JobView.tag(job, waitsFor))) {
      Answers.json(http, 200, JobView.of(job, waitsFor));
    }
  }
}
