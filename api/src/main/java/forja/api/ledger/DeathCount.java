package forja.api.ledger;

import static forja.routes.wiring.Topology.MOST_DELIVERIES;

import forja.common.job.Failure;
import forja.common.job.JobReport;
import forja.common.job.ReportBundle;
import java.util.List;
import java.util.function.Consumer;

/**
 * Looks at jobs that a worker handed back because the broker had delivered them too often. The
 * broker counts what it hands to a worker; here is known how many of those have begun and did not
 * survive. With as many the job is lost; else its neighbours died, and it is released again.
 */
public final class DeathCount {
  /** Whoever kills so quickly that no start is told is given up after so many rounds. */
  private static final int MOST_ROUNDS = 3;

  private static final LedgerSql DEATHS =
      LedgerSql.of(
          """
          with told as (
            select release, delivery, change from job_event where job = :job and attempt = :attempt),
          died as (
            select release, delivery from told where change in (change.STARTED, change.PROGRESSED)
            except select release, delivery from told where change = change.HANDED_BACK)
          select (select count(*) from died) as deaths,
            (select count(*) from told where change = change.HANDED_BACK and delivery > :most) as rounds
          """);

  private final LedgerDatabase database;
  private final Consumer<List<ReportBundle>> projection;

  private record Counts(int deaths, int rounds) {
    boolean areTooMany() {
      return deaths >= MOST_DELIVERIES || rounds >= MOST_ROUNDS;
    }
  }

  public DeathCount(LedgerDatabase database, Consumer<List<ReportBundle>> projection) {
    this.database = database;
    this.projection = projection;
  }

  public void apply(List<ReportBundle> bundles) {
    projection.accept(bundles.stream().map(this::judged).toList());
  }

  private ReportBundle judged(ReportBundle bundle) {
    if (bundle.reports().stream().noneMatch(DeathCount::wasDeliveredTooOften)) {
      return bundle;
    }
    return new ReportBundle(bundle.worker(), bundle.reports().stream().map(this::judged).toList());
  }

  private static boolean wasDeliveredTooOften(JobReport report) {
    return report instanceof JobReport.HandedBack && report.token().delivery() > MOST_DELIVERIES;
  }

  private JobReport judged(JobReport report) {
    if (report instanceof JobReport.HandedBack back && wasDeliveredTooOften(back)) {
      var counts = counts(back);
      return counts.areTooMany() ? lost(back, counts) : back;
    }
    return report;
  }

  private Counts counts(JobReport.HandedBack back) {
    return database
        .each(connection -> {
          try (var call = DEATHS.on(connection)) {
            return call.with("job", back.job().value())
                .with("attempt", back.token().attempt())
                .with("most", MOST_DELIVERIES)
                .row(row -> new Counts(row.getInt("deaths"), row.getInt("rounds")));
          }
        })
        .orElseThrow();
  }

  private static JobReport lost(JobReport.HandedBack back, Counts counts) {
    var failure =
        new Failure(
            Failure.Kind.LOST,
            "forja.lost",
            "begun " + counts.deaths() + " times by workers that died or lost their connection");
    return new JobReport.Failed(
        back.job(), back.token(), back.startedAt(), back.endedAt(), 0, failure);
  }
}
