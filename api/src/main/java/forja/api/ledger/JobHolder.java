package forja.api.ledger;

import forja.common.job.JobId;
import forja.common.job.JobState;
import forja.common.job.Token;
import java.util.List;
import java.util.Optional;

/** Who works on a job, as the ledger knows it, and the secrets that its spec names. */
public record JobHolder(
    JobId job,
    int customer,
    JobState state,
    Token token,
    Optional<String> worker,
    List<String> secrets) {

  /** Whether this worker was seen to begin this piece of work, and goes on with it. */
  public boolean isAtWork(String who, Token withToken) {
    return state == JobState.RUNNING && token.equals(withToken) && worker.equals(Optional.of(who));
  }

  /** Whether this piece of work can no longer be the one that goes on. */
  public boolean isPast(Token other) {
    return state.isFinal() || token.compareTo(other) > 0;
  }
}
