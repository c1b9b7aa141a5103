package forja.api.http;

import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One stream and its listener, who may listen as long as his token is good. */
final class Attendance {
  private static final Logger log = LoggerFactory.getLogger(Attendance.class);

  private final Thread reader;
  private final BooleanSupplier mayListen;
  private boolean left;

  Attendance(Thread reader, BooleanSupplier mayListen) {
    this.reader = reader;
    this.mayListen = mayListen;
  }

  /** Ends the stream when its listener may hear no more. */
  void call() {
    try {
      if (!mayListen.getAsBoolean()) {
        end();
      }
    } catch (RuntimeException failed) {
      log.warn("whether a listener may go on could not be found out; asked again soon", failed);
    }
  }

  synchronized void end() {
    // Guards against an interrupt that hits what the thread does after the stream.
    if (!left) {
      reader.interrupt();
    }
  }

  synchronized void leave() {
    left = true;
    // Guards against an interrupt that came after the last word and is meant for nobody.
    Thread.interrupted();
  }
}
