package forja.api.ledger;

import forja.common.job.JobId;
import java.util.List;

/**
 * How much of a job's log has arrived. Complete means: the job has ended and every chunk of its
 * last piece of work is here; missing names the first sequences that are not. Cut means that the
 * budget was used up.
 */
public record JobLog(JobId job, long bytes, boolean complete, boolean cut, List<Integer> missing) {
  public JobLog {
    missing = List.copyOf(missing);
  }
}
