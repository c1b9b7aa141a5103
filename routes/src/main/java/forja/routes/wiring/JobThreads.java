package forja.routes.wiring;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** The threads that work for one session. */
final class JobThreads {
  private final Set<Thread> atWork = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean interrupted = new AtomicBoolean();

  void enter() {
    atWork.add(Thread.currentThread());
  }

  void leave() {
    atWork.remove(Thread.currentThread());
  }

  /** Once: a second interrupt would break the steps by which an executor stops the outside work. */
  void interrupt() {
    if (interrupted.compareAndSet(false, true)) {
      atWork.forEach(Thread::interrupt);
    }
  }

  /** Waits until all have left; says how many have not in that time. */
  int await(Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    int staying = 0;
    for (var thread : atWork) {
      if (!thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())))) {
        staying++;
      }
    }
    return staying;
  }
}
