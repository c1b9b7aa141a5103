package forja.routes.wiring;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the session of a draining worker take nothing more. It ends when no job is at work, and what
 * waits in it goes back to the queue. When that takes longer, what waits is handed back job by job,
 * so that it does not wait behind long work.
 */
final class DrainWatch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DrainWatch.class);
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  /** Handing back costs the ledger a release each; ending the session costs nothing. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final CountDownLatch closed = new CountDownLatch(1);
  private final Draining draining;
  private final Delivering delivering;
  private final Runnable endIfIdle;
  private volatile boolean handsBack;

  /** Tells the broker whether it may hand over more. */
  @FunctionalInterface
  interface Delivering {
    void set(boolean on) throws ActiveMQException;
  }

  DrainWatch(Draining draining, Delivering delivering, Runnable endIfIdle) {
    this.draining = draining;
    this.delivering = delivering;
    this.endIfIdle = endIfIdle;
  }

  void start(String name) {
    Thread.ofPlatform().name("drain-" + name).daemon().start(this::watch);
  }

  /** Whether a job that waits here is given back rather than kept. */
  boolean handsBack() {
    return handsBack;
  }

  private void watch() {
    try {
      while (!closed.await(LOOK_EVERY.toNanos(), TimeUnit.NANOSECONDS)) {
        if (draining.isOn()) {
          drain();
        }
      }
    } catch (ActiveMQException gone) {
      log.debug("the session of a draining worker is gone", gone);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void drain() throws ActiveMQException, InterruptedException {
    delivering.set(false);
    long began = System.nanoTime();
    while (draining.isOn() && !closed.await(LOOK_EVERY.toNanos(), TimeUnit.NANOSECONDS)) {
      handsBack = System.nanoTime() - began > PATIENCE.toNanos();
      endIfIdle.run();
    }
    handsBack = false;
    if (closed.getCount() > 0) {
      delivering.set(true);
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
