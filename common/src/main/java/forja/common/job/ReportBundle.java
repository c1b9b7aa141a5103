package forja.common.job;

import java.util.List;

/** All that a worker has to say at one moment. */
public record ReportBundle(String worker, List<JobReport> reports) {
  public ReportBundle {
    reports = List.copyOf(reports);
  }
}
