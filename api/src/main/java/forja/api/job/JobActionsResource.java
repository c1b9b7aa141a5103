package forja.api.job;

import forja.api.http.Answers;
import forja.api.http.Body;
import forja.api.http.CallersJobs;
import forja.api.http.Gate;
import forja.api.http.Problem;
import forja.api.http.ProblemType;
import forja.api.http.Query;
import forja.api.http.Resource;
import forja.api.http.Routes;
import forja.api.ledger.CancelAnswer;
import forja.api.ledger.JobRow;
import forja.api.ledger.Ledger;
import forja.api.ledger.RetryAnswer;
import io.javalin.http.Context;
import java.util.Set;

/** {@code /jobs/{id}/cancel} and {@code /retry}: stop a job, give it another attempt. */
public final class JobActionsResource implements Resource {
  private final Ledger ledger;
  private final CallersJobs jobs;

  public JobActionsResource(Ledger ledger, CallersJobs jobs) {
    this.ledger = ledger;
    this.jobs = jobs;
  }

  @Override
  public void addTo(Routes routes) {
    routes
        .post("/jobs/{id}/cancel", Routes.JSON, this::cancel)
        .post("/jobs/{id}/retry", Routes.JSON, this::retry);
  }

  private void cancel(Context http) {
    new Query(http, Set.of()).check();
    Body.requireNone(http);
    switch (ledger.cancel(Gate.caller(http).customer().id(), jobs.id(http))) {
      case CancelAnswer.Unknown _ -> throw CallersJobs.unknown();
      case CancelAnswer.Done(var job) -> answer(http, job);
    }
  }

  private void retry(Context http) {
    new Query(http, Set.of()).check();
    Body.requireNone(http);
    switch (ledger.retry(Gate.caller(http).customer().id(), jobs.id(http))) {
      case RetryAnswer.Unknown _ -> throw CallersJobs.unknown();
      case RetryAnswer.NotRetriable(var job) ->
          throw new Problem(
              ProblemType.NOT_RETRIABLE,
              "only a failed or cancelled job can be tried again, and before its deadline; this one is "
                  + job.state().wireName()
                  + job.deadline().map(deadline -> ", its deadline " + deadline).orElse(""));
      case RetryAnswer.NotUnique(var other) ->
          throw new Problem(ProblemType.NOT_UNIQUE, "job " + other + " has its unique key")
              .naming(other);
      case RetryAnswer.Done(var job) -> answer(http, job);
    }
  }

  private static void answer(Context http, JobRow job) {
    if (job.state().isFinal()) {
      Answers.json(http, 200, JobView.of(job));
      return;
    }
    http.header("Location", "/queue/" + job.id()).header("Retry-After", "1");
    Answers.json(http, 202, JobView.of(job));
  }
}
