package forja.routes.wiring;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Proves a connection again and again, and says once when that fails. A second thread looks at the
 * clock, since the one that asks may wait long for an answer.
 */
final class ConnectionWatch implements AutoCloseable {
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicBoolean failed = new AtomicBoolean();
  private final ConnectionProof proof;
  private final Fence fence;
  private final Callable<?> roundTrip;
  private final Consumer<String> whenUnproven;

  ConnectionWatch(Fence fence, Callable<?> roundTrip, Consumer<String> whenUnproven) {
    this.fence = fence;
    this.roundTrip = roundTrip;
    this.whenUnproven = whenUnproven;
    this.proof = new ConnectionProof(fence);
  }

  void start(String name) {
    // Threads of their own: virtual ones would wait behind the work of a busy worker.
    Thread.ofPlatform().name("prove-" + name).daemon().start(this::prove);
    Thread.ofPlatform().name("fence-" + name).daemon().start(this::lookAtTheClock);
  }

  /** How long our right to the jobs lasts without further proof. */
  Duration left() {
    return fence.silenceLimit().minus(proof.age());
  }

  /**
   * Others may have got the jobs just after the last proof, and have waited since. Who hears of it
   * too late still has a moment.
   */
  Duration untilOthersBegin() {
    var left = fence.untilOthersStopped().minus(proof.age());
    return left.compareTo(fence.leastStopLimit()) < 0 ? fence.leastStopLimit() : left;
  }

  private void prove() {
    try {
      while (!isOver(fence.proveEvery())) {
        if (!proof.renew(roundTrip)) {
          fail("no proof of the connection in time");
        }
      }
    } catch (Exception lost) {
      fail("the connection cannot be proven: " + lost);
    }
  }

  private void lookAtTheClock() {
    try {
      while (!isOver(fence.proveEvery().dividedBy(2))) {
        if (proof.isTooOld()) {
          fail("no proof of the connection for " + fence.silenceLimit());
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isOver(Duration pause) throws InterruptedException {
    return closed.await(pause.toNanos(), TimeUnit.NANOSECONDS) || failed.get();
  }

  private void fail(String reason) {
    if (closed.getCount() > 0 && failed.compareAndSet(false, true)) {
      whenUnproven.accept(reason);
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
