package forja.routes.job;

import forja.common.job.JobId;
import forja.common.job.Token;

/** Where the logs of jobs go. */
@FunctionalInterface
public interface LogSink {

  /** Begins the log of one delivery of a job. */
  JobLog open(JobId job, Token token);
}
