package forja.cli.http;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Closes a stream on which nothing was heard for too long: its reader then connects anew. */
final class SilenceGuard implements AutoCloseable {
  private final InputStream stream;
  private final Duration limit;
  private final Thread guard;
  private volatile long heardAt = System.nanoTime();
  private volatile boolean over;

  SilenceGuard(InputStream stream, Duration limit) {
    this.stream = stream;
    this.limit = limit;
    this.guard = Thread.ofVirtual().start(this::watch);
  }

  void heard() {
    heardAt = System.nanoTime();
  }

  private void watch() {
    while (!over) {
      var left = heardAt + limit.toNanos() - System.nanoTime();
      if (left <= 0) {
        closeQuietly();
        return;
      }
      LockSupport.parkNanos(left);
    }
  }

  private void closeQuietly() {
    try {
      stream.close();
    } catch (IOException alreadyBroken) {
      over = true;
    }
  }

  @Override
  public void close() {
    over = true;
    LockSupport.unpark(guard);
  }
}
