package forja.chaos.promise;

import forja.chaos.history.History;
import forja.chaos.history.LedgerJob;
import java.util.stream.Collectors;
import java.util.stream.Stream;

final class OneJobPerKey implements Promise {

  @Override
  public String says() {
    return "whoever posts again under the same key gets the same job, and nobody gets another";
  }

  @Override
  public Stream<Breach> breaches(History history) {
    var doubled =
        history.accepted().stream()
            .filter(job -> job.ids().size() != 1)
            .map(job ->
                new Breach(
                    "the key of job " + job.plan().number() + " made " + job.ids(),
                    job.ids().stream().toList()));
    var asked =
        history.accepted().stream().flatMap(job -> job.ids().stream()).collect(Collectors.toSet());
    var ghosts =
        history.ledger().stream()
            .map(LedgerJob::id)
            .filter(id -> !asked.contains(id))
            .map(id -> Breach.of(id + " stands in the ledger and nobody was given it", id));
    return Stream.concat(doubled, ghosts);
  }
}
