package forja.chaos.promise;

import forja.chaos.history.History;
import forja.chaos.history.LedgerEvent;
import forja.chaos.history.LedgerJob;
import forja.chaos.history.Span;
import forja.chaos.history.Spans;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The moment of an end is the one its worker wrote down, on the same clock as the traces. Where an
 * end says itself that something may still run, the locks in doubt take care of it.
 */
final class StoppedWhenFinal implements Promise {

  @Override
  public String says() {
    return "nothing of a job is at work once it has ended";
  }

  @Override
  public Stream<Breach> breaches(History history) {
    var ends =
        history.ledger().stream()
            .filter(job -> job.state().isFinal() && !saysThatSomethingMayRun(job))
            .collect(Collectors.toMap(LedgerJob::id, job -> job.events().getLast()));
    return Spans.of(history).stream()
        .filter(span -> ends.containsKey(span.job()) && goesOn(span, ends.get(span.job())))
        .map(span ->
            Breach.of(span + "\n    although it had ended: " + ends.get(span.job()), span.job()));
  }

  private static boolean saysThatSomethingMayRun(LedgerJob job) {
    var failure = job.failure().orElse("");
    return failure.startsWith("lost ")
        || failure.startsWith("unproven ")
        || EndsExplained.wasSeenAlive(job);
  }

  private static boolean goesOn(Span span, LedgerEvent end) {
    return span.to().isAfter(end.at());
  }
}
