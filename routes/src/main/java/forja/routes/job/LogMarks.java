package forja.routes.job;

import forja.common.job.Job;
import org.slf4j.MDC;

/**
 * Marks what this thread writes into the log of its program with the job it works on, and with the
 * request by which somebody asked for that.
 */
final class LogMarks implements AutoCloseable {
  private static final String JOB = "job";
  private static final String REQUEST = "request";

  private LogMarks() {}

  static LogMarks of(Job job) {
    MDC.put(JOB, job.id().toString());
    job.requestId().ifPresent(request -> MDC.put(REQUEST, request));
    return new LogMarks();
  }

  @Override
  public void close() {
    MDC.remove(JOB);
    MDC.remove(REQUEST);
  }
}
