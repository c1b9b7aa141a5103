package forja.api.http;

import forja.api.ledger.CancelPort;
import forja.api.ledger.Lane;
import forja.api.ledger.LedgerProjection;
import forja.api.ledger.ReleasePort;
import forja.common.job.Failure;
import forja.common.job.JobId;
import forja.common.job.JobReport;
import forja.common.job.ReportBundle;
import forja.common.job.Token;
import forja.common.wire.JobWire.ReleasedJob;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Plays broker and worker: pings end at once, every other job when the test says so. */
public final class WorkerForTests implements ReleasePort, CancelPort, AutoCloseable {
  public static final String NAME = "w1";

  private final Clock clock;
  private final ExecutorService reporting = Executors.newSingleThreadExecutor();
  private final Map<JobId, CompletableFuture<ReleasedJob>> released = new ConcurrentHashMap<>();
  private final Map<JobId, Boolean> begun = new ConcurrentHashMap<>();
  private final CompletableFuture<LedgerProjection> projection = new CompletableFuture<>();

  WorkerForTests(Clock clock) {
    this.clock = clock;
  }

  void reportTo(LedgerProjection ledger) {
    projection.complete(ledger);
  }

  @Override
  public void send(List<ReleasedJob> jobs, Lane lane) {
    for (var job : jobs) {
      released(job.id()).complete(job);
      if (job.kind().equals("farm.ping")) {
        reporting.execute(() -> report(succeeded(job)));
      }
    }
  }

  @Override
  public boolean removeFromQueue(Lane lane, JobId job) {
    return !begun.containsKey(job);
  }

  @Override
  public void order(JobId job) {}

  private CompletableFuture<ReleasedJob> released(JobId id) {
    return released.computeIfAbsent(id, _ -> new CompletableFuture<>());
  }

  ReleasedJob awaitRelease(JobId id) throws Exception {
    return released(id).get(20, TimeUnit.SECONDS);
  }

  public Token token(JobId id) throws Exception {
    var job = awaitRelease(id);
    return new Token(job.attempt(), job.release(), 1);
  }

  public void start(JobId id) throws Exception {
    begun.put(id, true);
    report(new JobReport.Started(id, token(id), now()));
  }

  void progress(JobId id, int number, int percent) throws Exception {
    report(new JobReport.Progressed(id, token(id), now(), now(), number, percent, "at " + percent));
  }

  public void succeed(JobId id, int logChunks) throws Exception {
    report(
        new JobReport.Succeeded(id, token(id), now(), now(), logChunks, Map.of("answer", "done")));
  }

  public void fail(JobId id) throws Exception {
    fail(id, Failure.Kind.WORK_FAILED);
  }

  public void leaveUnproven(JobId id) throws Exception {
    fail(id, Failure.Kind.UNPROVEN);
  }

  private void fail(JobId id, Failure.Kind kind) throws Exception {
    var failure = new Failure(kind, "farm.failed", "failed as asked");
    report(new JobReport.Failed(id, token(id), now(), now(), 0, failure));
    released.remove(id);
  }

  void cancelled(JobId id) throws Exception {
    report(new JobReport.Cancelled(id, token(id), now(), now(), 0));
  }

  private JobReport succeeded(ReleasedJob job) {
    var token = new Token(job.attempt(), job.release(), 1);
    return new JobReport.Succeeded(job.id(), token, now(), now(), 0, Map.of("pong", "hello"));
  }

  private void report(JobReport report) {
    projection.join().apply(List.of(new ReportBundle(NAME, List.of(report))));
  }

  private Instant now() {
    return clock.instant();
  }

  @Override
  public void close() {
    reporting.close();
  }
}
