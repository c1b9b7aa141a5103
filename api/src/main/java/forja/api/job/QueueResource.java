package forja.api.job;

import forja.api.http.Answers;
import forja.api.http.CallersJobs;
import forja.api.http.Problem;
import forja.api.http.ProblemType;
import forja.api.http.Query;
import forja.api.http.Resource;
import forja.api.http.Routes;
import forja.api.ledger.JobRow;
import forja.common.job.JobState;
import io.javalin.http.Context;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;

/** {@code /queue}: where an accepted job stands, and where to find what it has created. */
public final class QueueResource implements Resource {
  private final CallersJobs jobs;
  private final Creations creations;

  public QueueResource(CallersJobs jobs, Creations creations) {
    this.jobs = jobs;
    this.creations = creations;
  }

  @Override
  public void addTo(Routes routes) {
    routes.get("/queue/{id}", Routes.JSON, this::show);
  }

  private void show(Context http) throws ExecutionException, InterruptedException {
    new Query(http, Set.of()).check();
    var job = jobs.patiently(http).orElseThrow(() -> missing(http));
    var created = created(job);
    if (created.isPresent()) {
      http.header("Location", created.get());
      Answers.json(http, 303, JobView.of(job));
      return;
    }
    if (!job.state().isFinal()) {
      http.header("Retry-After", "1");
    }
    var waitsFor = jobs.waitsFor(job);
    if (!Answers.isKnown(http, JobView.tag(job, waitsFor))) {
      Answers.json(http, 200, JobView.of(job, waitsFor));
    }
  }

  private Optional<String> created(JobRow job) {
    return job.state() == JobState.SUCCEEDED ? creations.location(job) : Optional.empty();
  }

  private Problem missing(Context http) {
    return jobs.mayHaveExpired(jobs.id(http))
        ? new Problem(ProblemType.EXPIRED, "jobs of that age are no longer kept")
        : CallersJobs.unknown();
  }
}
