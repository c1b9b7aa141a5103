package forja.bench.farm;

import java.util.ArrayDeque;
import java.util.Deque;

/** What has to be undone at the end, last things first, also when the benchmark is interrupted. */
public final class CleanUp implements AutoCloseable {
  private final Deque<AutoCloseable> things = new ArrayDeque<>();
  private boolean begun;
  private volatile boolean interrupted;

  public CleanUp() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::interrupt, "clean-up"));
  }

  /** Hands the thing back, so that it can be noted where it is made. */
  public synchronized <T extends AutoCloseable> T later(T thing) {
    if (begun) {
      close(thing);
      throw new IllegalStateException("the benchmark is being stopped");
    }
    things.push(thing);
    return thing;
  }

  /** Also runs at the end of every run, when nothing is left to do. */
  private void interrupt() {
    interrupted = true;
    close();
  }

  /** Told to stop before the end: whatever fails now fails because of that. */
  public boolean wasInterrupted() {
    return interrupted;
  }

  @Override
  public synchronized void close() {
    begun = true;
    while (!things.isEmpty()) {
      close(things.pop());
    }
  }

  private static void close(AutoCloseable thing) {
    try {
      thing.close();
    } catch (Exception e) {
      System.err.println("forja: cleaning up: " + e);
    }
  }
}
