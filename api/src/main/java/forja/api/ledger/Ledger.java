package forja.api.ledger;

import forja.common.job.JobId;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Books jobs, and takes the wishes of those who own them. Safe for many threads. */
public final class Ledger implements AutoCloseable {
  private static final int MOST_WAITING = 50_000;

  private final BookingLoop bookings;
  private final Wishes wishes;

  public Ledger(LedgerDatabase database, Clock clock, Bell bell, CancelPort cancelPort) {
    this.bookings = new BookingLoop(database, clock, bell, MOST_WAITING);
    this.wishes = new Wishes(database, clock, bell, cancelPort);
  }

  /**
   * Books jobs; many callers share a commit. The answers stand in the order of the jobs. Ends with
   * {@link LedgerBusy} or {@link LedgerUnavailable} when nothing can be said; asking again is safe
   * under a booking key.
   */
  public CompletableFuture<List<Accepted>> accept(List<NewJob> jobs) {
    return bookings.book(jobs.stream().map(Booking::of).toList());
  }

  /** Whether a request came before under this key. */
  public boolean knows(int customer, BookingKey key) {
    return bookings.knows(new BookingKeys.Name(customer, key.key()));
  }

  /**
   * A job that nobody has begun is cancelled at once; one that is out is told to stop, until it
   * has.
   */
  public CancelAnswer cancel(int customer, JobId id) {
    return wishes.cancel(customer, id);
  }

  /** Adds an attempt to a job that failed or was cancelled. */
  public RetryAnswer retry(int customer, JobId id) {
    return wishes.retry(customer, id);
  }

  @Override
  public void close() {
    bookings.close();
  }
}
