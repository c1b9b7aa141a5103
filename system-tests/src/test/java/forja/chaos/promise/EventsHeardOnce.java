package forja.chaos.promise;

import forja.chaos.history.Heard;
import forja.chaos.history.History;
import forja.chaos.history.LedgerEvent;
import forja.chaos.history.LedgerJob;
import forja.common.job.JobChange;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

final class EventsHeardOnce implements Promise {

  @Override
  public String says() {
    return "a subscriber that comes back hears every event, in order, none twice";
  }

  @Override
  public Stream<Breach> breaches(History history) {
    var heard =
        history.heard().stream()
            .filter(event -> !event.change().equals(JobChange.PROGRESSED.wireName()))
            .collect(
                Collectors.groupingBy(
                    Heard::job, Collectors.mapping(Heard::number, Collectors.toList())));
    var known = history.ledger().stream().map(LedgerJob::id).collect(Collectors.toSet());
    var strange =
        heard.keySet().stream()
            .filter(job -> !known.contains(job))
            .map(job ->
                Breach.of("events of " + job + " were heard, the ledger does not know it", job));
    var wrong =
        history.ledger().stream()
            .filter(job -> !told(job).equals(heard.getOrDefault(job.id(), List.of())))
            .map(job ->
                Breach.of(
                    "of %s the events %s were heard, there are %s"
                        .formatted(job.id(), heard.getOrDefault(job.id(), List.of()), told(job)),
                    job.id()));
    return Stream.concat(strange, wrong);
  }

  private static List<Integer> told(LedgerJob job) {
    return job.events().stream()
        .filter(event -> event.change() != JobChange.PROGRESSED)
        .map(LedgerEvent::number)
        .toList();
  }
}
