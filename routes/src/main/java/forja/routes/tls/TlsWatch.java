package forja.routes.tls;

import forja.routes.program.CannotStart;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees when somebody replaces a certificate and its key, and tells. What is of no use is complained
 * of once, and the old one stays in use: a file may be half written.
 */
public final class TlsWatch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(TlsWatch.class);
  private static final Duration LOOK_EACH = Duration.ofSeconds(1);

  private final TlsFiles files;
  private final Consumer<TlsIdentity> inUse;
  private final CountDownLatch closed = new CountDownLatch(1);
  private TlsFiles.Bytes known;
  private String complaint = "";

  private TlsWatch(TlsFiles files, Consumer<TlsIdentity> inUse) {
    this.files = files;
    this.inUse = inUse;
    this.known = files.bytes();
    inUse.accept(known.identity());
  }

  /**
   * Tells of what is there now before it returns, and of all that comes later. Throws {@link
   * CannotStart} when what is there now is of no use.
   */
  public static TlsWatch start(TlsFiles files, Consumer<TlsIdentity> inUse) {
    var watch = new TlsWatch(files, inUse);
    Thread.ofVirtual().name("tls-files").start(watch::run);
    return watch;
  }

  private void run() {
    try {
      while (!closed.await(LOOK_EACH.toMillis(), TimeUnit.MILLISECONDS)) {
        look();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    try {
      var found = files.bytes();
      if (!found.isSame(known)) {
        var identity = found.identity();
        inUse.accept(identity);
        known = found;
        var until = identity.chain().getFirst().getNotAfter().toInstant();
        log.info("a new certificate is in use, good until {}", until);
      }
      complaint = "";
    } catch (CannotStart useless) {
      complain(String.valueOf(useless.getMessage()));
    } catch (RuntimeException refused) {
      complain(refused.toString());
    }
  }

  private void complain(String reason) {
    if (!reason.equals(complaint)) {
      complaint = reason;
      log.warn("the old certificate stays in use: {}", reason);
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
