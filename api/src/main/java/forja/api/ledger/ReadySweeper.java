package forja.api.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sweeps up what released jobs leave behind among those that may go: every look at the next job
 * walks over all of it, and the database's own sweeping comes once a minute.
 */
final class ReadySweeper implements AutoCloseable {
  private static final int ENOUGH = 10_000;

  /** A sweep walks over all that waits: where that is much, it comes more seldom. */
  private static final int PAUSE_PER_SWEEP = 20;

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(20);

  private static final String SWEEP =
      "vacuum (index_cleanup on, truncate off, parallel 0, skip_locked) ready, lock_wait, lock_permit, lock_freed";

  private final LedgerDatabase database;
  private final AtomicInteger left = new AtomicInteger();
  private final Semaphore work = new Semaphore(0);
  private final LoopThread thread;

  ReadySweeper(LedgerDatabase database) {
    this.database = database;
    this.thread = LoopThread.start("ledger-sweeper", this::turn);
  }

  void gone(int jobs) {
    if (left.addAndGet(jobs) >= ENOUGH) {
      left.set(0);
      work.release();
    }
  }

  private void turn() throws InterruptedException {
    work.acquire();
    work.drainPermits();
    var pause = database.each(ReadySweeper::sweep).multipliedBy(PAUSE_PER_SWEEP);
    Thread.sleep(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
  }

  /** Says how long it took. */
  private static Duration sweep(Connection connection) throws SQLException {
    long began = System.nanoTime();
    try (var statement = connection.createStatement()) {
      statement.execute(SWEEP);
    }
    return Duration.ofNanos(System.nanoTime() - began);
  }

  @Override
  public void close() {
    thread.close();
  }
}
