package forja.api.ledger;

import forja.common.job.JobId;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Books jobs, and takes the wishes of those who own them. Safe for many threads. */
@SuppressWarnings("DoNotCallSuggester")
public final class Ledger implements AutoCloseable {

  public Ledger(LedgerDatabase database, Clock clock, Bell bell, CancelPort cancelPort) {}

  /**
   * Books jobs; many callers share a commit. The answers stand in the order of the jobs. Ends with
   * {@link LedgerBusy} or {@link LedgerUnavailable} when nothing can be said.
   */
  public CompletableFuture<List<Accepted>> accept(List<NewJob> jobs) {
    throw new IllegalStateException("being written");
  }

  public CancelAnswer cancel(int customer, JobId id) {
    throw new IllegalStateException("being written");
  }

  public RetryAnswer retry(int customer, JobId id) {
    throw new IllegalStateException("being written");
  }

  @Override
  public void close() {}
}
