package forja.api.job;

import forja.api.http.CallersJobs;
import forja.api.http.Problem;
import forja.api.http.ProblemType;
import forja.api.http.Query;
import forja.api.http.Resource;
import forja.api.http.Routes;
import forja.api.http.Streams;
import forja.api.ledger.JobLog;
import forja.api.ledger.JobRow;
import forja.api.ledger.LogReader;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Set;

/** {@code /jobs/{id}/log}: what a job has written, whole, in part, or as it grows. */
public final class JobLogResource implements Resource {
  private static final String TEXT = "text/plain";
  private static final String TEXT_UTF8 = "text/plain; charset=utf-8";
  private static final int PIECE = 1 << 20;

  private final LogReader logs;
  private final CallersJobs jobs;
  private final Streams streams;
  private final LogFollower follower;

  public JobLogResource(LogReader logs, CallersJobs jobs, Streams streams, LogFollower follower) {
    this.logs = logs;
    this.jobs = jobs;
    this.streams = streams;
    this.follower = follower;
  }

  @Override
  public void addTo(Routes routes) {
    routes.get("/jobs/{id}/log", TEXT, this::read);
  }

  private void read(Context http) throws IOException {
    var query = new Query(http, Set.of("follow"));
    boolean follow = query.flag("follow");
    query.check();
    var job = jobs.job(http);
    var log = logs.log(job);
    describe(http, log);
    if (follow) {
      streams.run(http, TEXT_UTF8, out -> follower.follow(job, out));
    } else {
      send(http, job, log);
    }
  }

  private static void describe(Context http, JobLog log) {
    http.header("Accept-Ranges", "bytes")
        .header("Forja-Log-Complete", String.valueOf(log.complete()));
    if (!log.missing().isEmpty()) {
      http.header("Forja-Log-Missing", String.valueOf(log.missing().size()));
    }
    if (log.cut()) {
      http.header("Forja-Log-Cut", "true");
    }
  }

  private void send(Context http, JobRow job, JobLog log) throws IOException {
    var range = ByteRange.parse(http.header("Range"), log.bytes());
    if (range.isPresent() && range.get().isEmpty()) {
      throw new Problem(
              ProblemType.RANGE_NOT_SATISFIABLE, "the log has " + log.bytes() + " bytes so far")
          .with("Content-Range", "bytes */" + log.bytes());
    }
    range.ifPresent(part -> http.header("Content-Range", part.of(log.bytes())));
    var part = range.orElse(new ByteRange(0, log.bytes()));
    http.status(range.isPresent() ? 206 : 200).contentType(TEXT_UTF8);
    http.res().setContentLengthLong(part.length());
    if (!http.req().getMethod().equals("HEAD")) {
      copy(job, part, http.res().getOutputStream());
    }
  }

  /** Piece by piece, so that a long log never stands in memory. */
  private void copy(JobRow job, ByteRange part, OutputStream out) throws IOException {
    for (long from = part.from(); from < part.to(); from += PIECE) {
      out.write(logs.bytes(job.id(), from, Math.min(from + PIECE, part.to())));
    }
  }
}
