package forja.chaos.promise;

import forja.chaos.history.AcceptedJob;
import forja.chaos.history.History;
import forja.chaos.history.LedgerEvent;
import forja.chaos.history.LedgerJob;
import forja.chaos.history.Span;
import forja.chaos.history.Spans;
import forja.common.job.JobChange;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Nothing fails on its own in a drill: a job succeeds, unless somebody cancelled it, or it began so
 * often on workers that died that it was given up.
 */
final class EndsExplained implements Promise {
  private static final int DEATHS_BEFORE_LOST = 5;

  @Override
  public String says() {
    return "a job succeeds unless it was cancelled, was not seen to stop then, or was lost after five begins";
  }

  @Override
  public Stream<Breach> breaches(History history) {
    var plans =
        history.accepted().stream()
            .flatMap(job -> job.ids().stream().map(id -> new Asked(id, job)))
            .collect(Collectors.toMap(Asked::id, Asked::job));
    var begun = Spans.of(history).stream().collect(Collectors.groupingBy(Span::job));
    return history.ledger().stream()
        .filter(job -> plans.containsKey(job.id()))
        .flatMap(job ->
            breach(job, plans.get(job.id()), begun.getOrDefault(job.id(), List.of())).stream());
  }

  private record Asked(String id, AcceptedJob job) {}

  private static Optional<Breach> breach(LedgerJob job, AcceptedJob asked, List<Span> begun) {
    boolean isExplained =
        switch (job.state()) {
          case SUCCEEDED -> true;
          case CANCELLED -> asked.plan().cancelAfter().isPresent();
          case FAILED ->
              isLost(job)
                  ? Math.max(begun.size(), starts(job)) >= DEATHS_BEFORE_LOST
                  : asked.plan().cancelAfter().isPresent() && wasSeenAlive(job);
          case WAITING, SCHEDULED, QUEUED, RELEASED, RUNNING, CANCELLING -> true;
        };
    return isExplained
        ? Optional.empty()
        : Optional.of(
            Breach.of(
                "%s ended as %s %s after it had begun %d times"
                    .formatted(job.id(), job.state(), job.failure().orElse(""), begun.size()),
                job.id()));
  }

  private static boolean isLost(LedgerJob job) {
    return job.failure().orElse("").startsWith("lost ");
  }

  /** It does not end as cancelled, because something of it may still run. */
  static boolean wasSeenAlive(LedgerJob job) {
    return job.failure().orElse("").startsWith("unavailable forja.former-work-alive:");
  }

  /**
   * A start is told before the first trace is left, so a death between them is known here alone.
   * The token of the end itself only says that it was received.
   */
  private static long starts(LedgerJob job) {
    var last = job.events().isEmpty() ? null : job.events().getLast().token();
    return job.events().stream()
        .filter(event -> event.change() == JobChange.STARTED)
        .map(LedgerEvent::token)
        .filter(token -> !token.equals(last))
        .distinct()
        .count();
  }
}
