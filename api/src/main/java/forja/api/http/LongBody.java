package forja.api.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * Refuses a request with a large body in a way that the sender can hear: many read no answer before
 * they have sent all, and a connection that is closed on what they still send takes the answer with
 * it.
 */
final class LongBody {
  private static final int MOST_DROPPED = 64 * 1024 * 1024;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private LongBody() {}

  static void refuse(Context http, byte[] answer) {
    http.header("Connection", "close");
    try {
      http.res().setContentLength(answer.length);
      http.res().getOutputStream().write(answer);
      http.res().flushBuffer();
      drop(http.req().getInputStream());
    } catch (IOException | InterruptedException _) {
      // The sender has gone, or goes on for longer than we listen.
    }
  }

  private static void drop(InputStream body) throws IOException, InterruptedException {
    var reader = Thread.currentThread();
    var bell = Thread.ofVirtual().start(() -> interruptLater(reader));
    try {
      var dropped = new byte[8192];
      int read = 0;
      for (int total = 0; read >= 0 && total < MOST_DROPPED; total += read) {
        read = body.read(dropped);
      }
    } finally {
      bell.interrupt();
      bell.join();
      // Guards against an interrupt that came after the last read and is meant for nobody.
      Thread.interrupted();
    }
  }

  private static void interruptLater(Thread reader) {
    try {
      Thread.sleep(PATIENCE);
      reader.interrupt();
    } catch (InterruptedException _) {
      // The body has ended in time.
    }
  }
}
