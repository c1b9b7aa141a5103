package forja.chaos.promise;

import forja.chaos.history.History;
import forja.chaos.history.LedgerEvent;
import forja.chaos.history.LedgerJob;
import forja.common.job.JobChange;
import forja.common.job.JobState;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

final class FinalOnce implements Promise {

  @Override
  public String says() {
    return "every accepted job is final exactly once, by legal steps";
  }

  @Override
  public Stream<Breach> breaches(History history) {
    var known =
        history.ledger().stream().collect(Collectors.toMap(LedgerJob::id, Function.identity()));
    var lost =
        history.accepted().stream()
            .flatMap(job -> job.ids().stream())
            .filter(id -> !known.containsKey(id))
            .map(id -> Breach.of(id + " was accepted and the ledger does not know it", id));
    return Stream.concat(lost, known.values().stream().flatMap(FinalOnce::breaches));
  }

  private static Stream<Breach> breaches(LedgerJob job) {
    return Stream.of(notFinal(job), endsOften(job), illegalStep(job)).flatMap(Optional::stream);
  }

  private static Optional<Breach> notFinal(LedgerJob job) {
    return job.state().isFinal()
        ? Optional.empty()
        : Optional.of(Breach.of(job.id() + " is still " + job.state(), job.id()));
  }

  private static Optional<Breach> endsOften(LedgerJob job) {
    long ends = job.events().stream().filter(event -> event.state().isFinal()).count();
    long rounds =
        1 + job.events().stream().filter(event -> event.change() == JobChange.RETRIED).count();
    return !job.state().isFinal() || ends == rounds
        ? Optional.empty()
        : Optional.of(
            Breach.of(
                job.id() + " has " + ends + " final events in " + rounds + " rounds", job.id()));
  }

  private static Optional<Breach> illegalStep(LedgerJob job) {
    Optional<JobState> state = Optional.empty();
    int number = 0;
    for (LedgerEvent event : job.events()) {
      number++;
      boolean legal =
          state
              .map(before -> before.after(event.change()).equals(Optional.of(event.state())))
              .orElse(event.change() == JobChange.ACCEPTED);
      if (!legal || event.number() != number) {
        return Optional.of(Breach.of(job.id() + " made an illegal step: " + event, job.id()));
      }
      state = Optional.of(event.state());
    }
    return state.equals(Optional.of(job.state()))
        ? Optional.empty()
        : Optional.of(
            Breach.of(
                job.id() + " is " + job.state() + ", its last event says " + state, job.id()));
  }
}
