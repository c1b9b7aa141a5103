package forja.api.http;

import forja.api.ledger.Feed;
import forja.api.ledger.JobRow;
import forja.api.ledger.LedgerReader;
import forja.common.job.JobId;
import forja.common.job.JobState;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/** The jobs of whoever calls: nobody else's are there. */
public final class CallersJobs {
  private final LedgerReader reader;
  private final Feed feed;

  public CallersJobs(LedgerReader reader, Feed feed) {
    this.reader = reader;
    this.feed = feed;
  }

  /** The id in the path. */
  public JobId id(Context http) {
    return JobId.parse(http.pathParam("id")).orElseThrow(CallersJobs::unknown);
  }

  /** The job that the path names. */
  public JobRow job(Context http) {
    return job(http, id(http));
  }

  public JobRow job(Context http, JobId id) {
    return reader.find(Gate.caller(http).customer().id(), id).orElseThrow(CallersJobs::unknown);
  }

  /**
   * The job that the path names; when the caller prefers to wait, once it has ended or the time is
   * up.
   */
  public Optional<JobRow> patiently(Context http) throws ExecutionException, InterruptedException {
    var wait = Preferences.wait(http);
    var id = id(http);
    return wait.isPresent()
        ? whenFinal(http, id, wait.get())
        : reader.find(Gate.caller(http).customer().id(), id);
  }

  /** The job once it has ended, or as it stands when the time is up. */
  public Optional<JobRow> whenFinal(Context http, JobId id, Duration atMost)
      throws ExecutionException, InterruptedException {
    var job = feed.whenFinal(Gate.caller(http).customer().id(), id, atMost).get();
    Preferences.applied(http, atMost);
    return job;
  }

  /** What holds up a queued job: a lock, a limit, a pause. */
  public Optional<String> waitsFor(JobRow job) {
    return job.state() == JobState.QUEUED ? reader.waitsFor(job) : Optional.empty();
  }

  public boolean mayHaveExpired(JobId id) {
    return id.acceptedAt().isBefore(reader.keptSince());
  }

  public static Problem unknown() {
    return new Problem(ProblemType.UNKNOWN_JOB, "there is no job of yours with this id");
  }
}
