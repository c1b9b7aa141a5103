package forja.chaos.promise;

import forja.chaos.history.AcceptedJob;
import forja.chaos.history.History;
import forja.chaos.history.LedgerJob;
import forja.chaos.history.Trace;
import forja.common.job.JobState;
import forja.common.job.Token;
import java.util.stream.Collectors;
import java.util.stream.Stream;

final class EffectsExist implements Promise {

  @Override
  public String says() {
    return "the effect of every job that succeeded stands at its target";
  }

  @Override
  public Stream<Breach> breaches(History history) {
    var ended =
        history.traces().stream()
            .filter(trace -> trace.word().equals(Trace.END))
            .map(trace -> new Done(trace.target(), trace.job(), trace.token()))
            .collect(Collectors.toSet());
    var succeeded =
        history.ledger().stream()
            .filter(job -> job.state() == JobState.SUCCEEDED)
            .collect(Collectors.toMap(LedgerJob::id, job -> job.events().getLast().token()));
    return history.accepted().stream()
        .filter(job -> job.plan().isEffect() && succeeded.containsKey(job.id()))
        .map(job -> done(job, succeeded.get(job.id())))
        .filter(done -> !ended.contains(done))
        .map(done ->
            Breach.of(
                done.job()
                    + " succeeded as "
                    + done.token()
                    + " and left no end at "
                    + done.target(),
                done.job()));
  }

  private record Done(String target, String job, Token token) {}

  private static Done done(AcceptedJob job, Token token) {
    return new Done(job.plan().target(), job.id(), token);
  }
}
