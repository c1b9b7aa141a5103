package forja.api.ledger;

import forja.common.job.JobId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Wakes those who wait for news: at once for commits of this process, soon for those of others. */
@SuppressWarnings("DoNotCallSuggester")
public final class Feed implements AutoCloseable {
  public Feed(LedgerDatabase database, LedgerReader reader, Bell bell) {}

  /** Grows whenever something may be new. */
  public long news() {
    throw new IllegalStateException("being written");
  }

  /**
   * Waits until {@link #news} has passed what the caller has seen; false when the time is up first.
   */
  public boolean awaitNews(long seen, Duration atMost) throws InterruptedException {
    throw new IllegalStateException("being written");
  }

  /**
   * The job once it has ended, or as it stands when the time is up; empty when the customer has no
   * such job.
   */
  public CompletableFuture<Optional<JobRow>> whenFinal(int customer, JobId id, Duration atMost) {
    throw new IllegalStateException("being written");
  }

  @Override
  public void close() {}
}
