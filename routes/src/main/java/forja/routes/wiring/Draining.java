package forja.routes.wiring;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Whether a worker takes nothing new; everybody who takes jobs for it looks here first. */
public final class Draining {
  private boolean on;

  public synchronized void set(boolean drains) {
    on = drains;
    notifyAll();
  }

  public synchronized boolean isOn() {
    return on;
  }

  /** Waits at most so long until jobs are taken; says whether they are. */
  synchronized boolean awaitOff(Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    for (long left = atMost.toNanos(); on && left > 0; left = deadline - System.nanoTime()) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return !on;
  }
}
