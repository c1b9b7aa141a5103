package forja.api.ledger;

import forja.common.job.JobId;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Wakes those who wait for news: at once for commits of this process, soon for those of others.
 * Asks the database only while somebody waits.
 */
public final class Feed implements AutoCloseable {
  private static final Duration SLOW = Duration.ofMillis(100);
  private static final Duration QUICK = Duration.ofMillis(5);
  private static final Duration QUICK_AFTER_COMMIT = Duration.ofMillis(200);

  private final FeedReader reader;
  private final Bell bell;
  private final Finals finals;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition somethingNew = lock.newCondition();
  private final Condition somethingToDo = lock.newCondition();
  private final LoopThread thread;
  private long news;
  private int waiting;
  private boolean committedHere;
  private long quickUntil = System.nanoTime();
  private long oldestTransaction;

  public Feed(LedgerDatabase database, LedgerReader reader, Bell bell) {
    this.reader = new FeedReader(database);
    this.bell = bell;
    this.finals = new Finals(database, reader);
    bell.tell(ear);
    this.thread = LoopThread.start("ledger-feed", this::turn);
  }

  private final Bell.Listener ear =
      new Bell.Listener() {
        @Override
        public void jobsChanged(Collection<JobId> ended) {
          finals.ended(ended);
          committedHere();
        }
      };

  private void committedHere() {
    lock.lock();
    try {
      committedHere = true;
      quickUntil = System.nanoTime() + QUICK_AFTER_COMMIT.toNanos();
      if (waiting > 0) {
        somethingToDo.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Grows whenever something may be new. */
  public long news() {
    lock.lock();
    try {
      return news;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until {@link #news} has passed what the caller has seen; false when the time is up first.
   */
  public boolean awaitNews(long seen, Duration atMost) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      waiting++;
      somethingToDo.signal();
      long left = atMost.toNanos();
      while (news <= seen && left > 0) {
        left = somethingNew.awaitNanos(left);
      }
      return news > seen;
    } finally {
      waiting--;
      lock.unlock();
    }
  }

  /**
   * The job once it has ended, or as it stands when the time is up; empty when the customer has no
   * such job.
   */
  public CompletableFuture<Optional<JobRow>> whenFinal(int customer, JobId id, Duration atMost) {
    return finals.when(customer, id, atMost);
  }

  private void turn() throws InterruptedException {
    boolean here = awaitWork();
    long oldest = reader.oldestTransaction();
    lock.lockInterruptibly();
    try {
      if (here || oldest != oldestTransaction) {
        oldestTransaction = oldest;
        news++;
        somethingNew.signalAll();
      }
      rest();
    } finally {
      lock.unlock();
    }
  }

  private boolean awaitWork() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (waiting == 0) {
        somethingToDo.await();
      }
      boolean here = committedHere;
      committedHere = false;
      return here;
    } finally {
      lock.unlock();
    }
  }

  /**
   * A commit of ours shows in the feed only when every older transaction is over, which is soon: so
   * it looks again quickly for a while. Never more often than that, however many commits ring.
   */
  private void rest() throws InterruptedException {
    long enough = System.nanoTime() + QUICK.toNanos();
    long latest = System.nanoTime() + SLOW.toNanos();
    while (System.nanoTime() < latest) {
      boolean isQuick = committedHere || System.nanoTime() < quickUntil;
      long until = isQuick ? enough : latest;
      if (until <= System.nanoTime()) {
        return;
      }
      var _ = somethingToDo.awaitNanos(until - System.nanoTime());
    }
  }

  @Override
  public void close() {
    bell.forget(ear);
    thread.close();
    finals.close();
  }
}
