package forja.chaos.history;

import forja.common.job.JobState;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A job as the ledger tells of it; the failure is {@code kind code}. */
public record LedgerJob(
    String id, JobState state, Optional<String> failure, List<LedgerEvent> events) {

  /** For a report: everything that happened to it, a line each. */
  public String story() {
    return events.stream()
        .map(LedgerEvent::toString)
        .collect(
            Collectors.joining(
                "\n    ",
                id + " " + state + failure.map(why -> " " + why).orElse("") + "\n    ",
                ""));
  }
}
