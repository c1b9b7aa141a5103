package forja.api.ledger;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that does the same turn again and again until it is closed; a failed turn is told and
 * repeated.
 */
public final class LoopThread implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LoopThread.class);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(500);
  private static final Duration END_WITHIN = Duration.ofSeconds(10);

  private final Thread thread;
  private volatile boolean closed;

  /** One turn; waits inside for whatever it waits for. */
  public interface Turn {
    void run() throws InterruptedException;
  }

  private LoopThread(String name, Turn turn) {
    thread = Thread.ofPlatform().name(name).daemon(true).unstarted(() -> repeat(turn));
  }

  public static LoopThread start(String name, Turn turn) {
    var loop = new LoopThread(name, turn);
    loop.thread.start();
    return loop;
  }

  private void repeat(Turn turn) {
    boolean told = false;
    while (!closed) {
      try {
        turn.run();
        told = false;
      } catch (InterruptedException _) {
        return;
      } catch (RuntimeException failed) {
        if (!told) {
          tell(failed);
        }
        told = true;
        pause();
      }
    }
  }

  /** Once, however often the turn fails in a row. */
  private void tell(RuntimeException failed) {
    if (failed instanceof LedgerUnavailable) {
      log.warn(
          "{} waits for the database, tries again each {}: {}",
          thread.getName(),
          PAUSE_AFTER_FAILURE,
          failed.getMessage());
    } else {
      log.error("{} failed, tries again each {}", thread.getName(), PAUSE_AFTER_FAILURE, failed);
    }
  }

  private void pause() {
    try {
      Thread.sleep(PAUSE_AFTER_FAILURE);
    } catch (InterruptedException _) {
      closed = true;
    }
  }

  /** Ends the turn by an interrupt and waits until the thread has gone. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join(END_WITHIN);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
