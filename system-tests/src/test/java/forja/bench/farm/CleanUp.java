package forja.bench.farm;

import java.util.ArrayDeque;
import java.util.Deque;

/** What has to be undone at the end, last things first, also when the benchmark is interrupted. */
public final class CleanUp implements AutoCloseable {
  private final Deque<AutoCloseable> things = new ArrayDeque<>();
  private volatile boolean begun;

  public CleanUp() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "clean-up"));
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

  /** True once the benchmark is at its end, or was told to stop. */
  public boolean hasBegun() {
    return begun;
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
