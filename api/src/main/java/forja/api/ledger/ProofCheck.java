package forja.api.ledger;

import static java.util.stream.Collectors.partitioningBy;

import forja.common.job.JobReport;
import forja.common.job.LogBundle;
import forja.common.job.LogChunk;
import forja.common.job.ReportBundle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * Lets a worker speak only of jobs that it has received: each release carries a proof, and whoever
 * reports of it has to show that. What comes without goes to the dead letters and is counted.
 */
public final class ProofCheck {
  private static final String REASON = "shows no proof that this worker has received the job";

  private final ReleaseProofs proofs;
  private final DeadReports deadReports;
  private final DeadLogs deadLogs;
  private final LongAdder refused;

  /** The last argument counts the reports and pieces of logs that had no proof. */
  public ProofCheck(
      ReleaseProofs proofs, DeadReports deadReports, DeadLogs deadLogs, LongAdder refused) {
    this.refused = refused;
    this.proofs = proofs;
    this.deadReports = deadReports;
    this.deadLogs = deadLogs;
  }

  /** Hands on what is proven. When that fails nothing was put aside: check the same again. */
  public void reports(List<ReportBundle> bundles, Consumer<List<ReportBundle>> next) {
    var forged = new ArrayList<ReportBundle>();
    next.accept(bundles.stream().map(bundle -> proven(bundle, forged)).toList());
    for (var bundle : forged) {
      refused.add(bundle.reports().size());
      deadReports.refuse(bundle, REASON);
    }
  }

  /** As {@link #reports}. */
  public void logs(List<LogBundle> bundles, Consumer<List<LogBundle>> next) {
    var forged = new ArrayList<LogBundle>();
    next.accept(bundles.stream().map(bundle -> proven(bundle, forged)).toList());
    for (var bundle : forged) {
      refused.add(bundle.chunks().size());
      deadLogs.refuse(bundle, REASON);
    }
  }

  private ReportBundle proven(ReportBundle bundle, List<ReportBundle> forged) {
    if (bundle.reports().stream().allMatch(this::isProven)) {
      return bundle;
    }
    var parted = bundle.reports().stream().collect(partitioningBy(this::isProven));
    forged.add(new ReportBundle(bundle.worker(), parted.get(false)));
    return new ReportBundle(bundle.worker(), parted.get(true));
  }

  private LogBundle proven(LogBundle bundle, List<LogBundle> forged) {
    if (bundle.chunks().stream().allMatch(this::isProvenPiece)) {
      return bundle;
    }
    var parted = bundle.chunks().stream().collect(partitioningBy(this::isProvenPiece));
    forged.add(new LogBundle(bundle.worker(), parted.get(false)));
    return new LogBundle(bundle.worker(), parted.get(true));
  }

  private boolean isProven(JobReport report) {
    return proofs.fit(report.job(), report.token());
  }

  private boolean isProvenPiece(LogChunk chunk) {
    return proofs.fit(chunk.job(), chunk.token());
  }
}
