package forja.api.ledger;

import forja.common.job.Failure;
import forja.common.job.JobChange;
import forja.common.job.JobReport;
import forja.common.job.ReportBundle;
import forja.common.job.Token;
import forja.common.wire.Wire;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that a batch of reports says about one piece of work, folded: when it began, how far it got,
 * how it ended. Folding does not depend on the order of the reports.
 */
record Tale(
    String worker,
    JobReport first,
    Optional<JobReport.Progressed> furthest,
    Optional<JobReport.Final> end) {

  static Tale of(String worker, JobReport report) {
    return new Tale(
        worker,
        report,
        report instanceof JobReport.Progressed progressed
            ? Optional.of(progressed)
            : Optional.empty(),
        report instanceof JobReport.Final end ? Optional.of(end) : Optional.empty());
  }

  Tale and(Tale other) {
    return new Tale(
        worker.compareTo(other.worker) <= 0 ? worker : other.worker,
        first.startedAt().isAfter(other.first.startedAt()) ? other.first : first,
        further(other),
        end.isEmpty() || other.end.filter(this::isEarlier).isPresent() ? other.end : end);
  }

  private Optional<JobReport.Progressed> further(Tale other) {
    if (furthest.isEmpty() || other.furthest.isEmpty()) {
      return furthest.or(other::furthest);
    }
    return furthest.get().number() >= other.furthest.get().number() ? furthest : other.furthest;
  }

  private boolean isEarlier(JobReport.Final other) {
    return end.filter(ours -> other.endedAt().isBefore(ours.endedAt())).isPresent();
  }

  Token token() {
    return first.token();
  }

  JobChange change() {
    return end.map(JobReport::change)
        .or(() -> furthest.map(JobReport::change))
        .orElse(JobChange.STARTED);
  }

  /** When what {@link #change} names happened. */
  long changedAtMicros() {
    return WorkerText.micros(
        end.map(JobReport::at).or(() -> furthest.map(JobReport::at)).orElse(first.startedAt()));
  }

  Optional<Failure> failure() {
    return end.filter(JobReport.Failed.class::isInstance)
        .map(JobReport.Failed.class::cast)
        .map(JobReport.Failed::failure);
  }

  Optional<Map<String, Object>> result() {
    return end.filter(JobReport.Succeeded.class::isInstance)
        .map(JobReport.Succeeded.class::cast)
        .map(JobReport.Succeeded::result);
  }

  /** The body of the event: what the change brought. */
  Optional<String> body() {
    Optional<Object> body =
        end.isPresent()
            ? result()
                .<Object>map(result -> Map.of("result", result))
                .or(() -> failure().map(failure -> Map.of("failure", failure)))
            : furthest.map(
                reached -> Map.of("percent", reached.percent(), "message", reached.message()));
    return body.map(words -> WorkerText.clean(Wire.text(words)));
  }

  /** The report again that a refusal is about. */
  ReportBundle asBundle() {
    JobReport told =
        end.<JobReport>map(ended -> ended).or(() -> furthest.map(reached -> reached)).orElse(first);
    return new ReportBundle(worker, List.of(told));
  }
}
