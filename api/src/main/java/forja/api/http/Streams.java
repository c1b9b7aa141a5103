package forja.api.http;

import forja.api.ledger.LedgerUnavailable;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers that go on until somebody ends them; each holds its request's virtual thread and nothing
 * else. Each second the callers are looked at anew: whose token is no longer good hears no more.
 */
public final class Streams implements AutoCloseable {
  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(15);
  private static final Duration ROLL_CALL = Duration.ofSeconds(1);

  private static final Logger log = LoggerFactory.getLogger(Streams.class);

  private final Set<Attendance> open = ConcurrentHashMap.newKeySet();
  private final Duration signOfLife;
  private final CountDownLatch closed = new CountDownLatch(1);

  public Streams() {
    this(SIGN_OF_LIFE);
  }

  /** Streams that are silent for no longer than this. */
  public Streams(Duration signOfLife) {
    this.signOfLife = signOfLife;
    Thread.ofVirtual().name("roll-call").start(this::callTheRoll);
  }

  public Duration signOfLife() {
    return signOfLife;
  }

  /** Writes a long answer; writing blocks while the client is slow. */
  public interface Flow {
    void run(OutputStream out) throws IOException, InterruptedException;
  }

  /**
   * Returns when the flow ends, the client goes away, its token loses its power, or the server
   * stops.
   */
  public void run(Context http, String contentType, Flow flow) {
    http.status(200).contentType(contentType);
    http.header("Cache-Control", "no-store").header("X-Accel-Buffering", "no");
    if (http.req().getMethod().equals("HEAD")) {
      return;
    }
    var attendance = new Attendance(Thread.currentThread(), Gate.attendance(http));
    open.add(attendance);
    try {
      if (!isClosed()) {
        var out = http.res().getOutputStream();
        http.res().flushBuffer();
        flow.run(out);
      }
    } catch (IOException _) {
      // The client has gone; there is nobody left to tell.
    } catch (LedgerUnavailable _) {
      // The answer has begun, so its status can no longer tell; the client asks again and is told.
    } catch (RuntimeException bug) {
      log.error("a stream of {} broke off; the client sees its end", http.path(), bug);
    } catch (InterruptedException _) {
      // The server stops, or the caller may hear no more; the client will ask again and be told.
    } finally {
      open.remove(attendance);
      attendance.leave();
    }
  }

  private void callTheRoll() {
    try {
      while (!closed.await(ROLL_CALL.toMillis(), TimeUnit.MILLISECONDS)) {
        open.forEach(Attendance::call);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  @Override
  public void close() {
    closed.countDown();
    open.forEach(Attendance::end);
  }
}
