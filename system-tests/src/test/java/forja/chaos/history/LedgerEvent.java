package forja.chaos.history;

import forja.common.job.JobChange;
import forja.common.job.JobState;
import forja.common.job.Token;
import java.time.Instant;
import java.util.Optional;

/** One event of a job in the ledger, and where the job stood then. */
public record LedgerEvent(
    int number,
    JobChange change,
    JobState state,
    Token token,
    Instant at,
    Optional<String> worker) {

  @Override
  public String toString() {
    return "%d %s %s -> %s, token %s%s"
        .formatted(
            number,
            at,
            change.wireName(),
            state.wireName(),
            token,
            worker.map(name -> ", " + name).orElse(""));
  }
}
