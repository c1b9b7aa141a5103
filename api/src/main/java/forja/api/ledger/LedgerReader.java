package forja.api.ledger;

import forja.common.job.JobId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers from the ledger; what is not the customer's own is not there. */
@SuppressWarnings("DoNotCallSuggester")
public final class LedgerReader {
  public LedgerReader(LedgerDatabase database) {}

  public Optional<JobRow> find(int customer, JobId id) {
    throw new IllegalStateException("being written");
  }

  /** Rows of those that exist, in no order. */
  public Map<JobId, JobRow> find(int customer, Collection<JobId> ids) {
    throw new IllegalStateException("being written");
  }

  /** Newest first; the next page starts before the last id of this one. */
  public List<JobRow> list(int customer, JobFilter filter, Optional<JobId> before, int limit) {
    throw new IllegalStateException("being written");
  }

  /** Events of one job, after this number, in order. */
  public List<JobEvent> eventsOf(JobId id, int afterNumber, int limit) {
    throw new IllegalStateException("being written");
  }

  /** Events of all jobs, in an order that a later commit cannot disturb. */
  public List<FeedEvent> feed(int customer, FeedPosition after, int limit) {
    throw new IllegalStateException("being written");
  }

  /** Where the feed ends now: events that come later come after it. */
  public FeedPosition feedEnd() {
    throw new IllegalStateException("being written");
  }

  public List<LaneCount> lanes(int customer) {
    throw new IllegalStateException("being written");
  }

  public Optional<Customer> customer(String name) {
    throw new IllegalStateException("being written");
  }

  /** Jobs accepted before this moment may have expired. */
  public Instant keptSince() {
    throw new IllegalStateException("being written");
  }
}
