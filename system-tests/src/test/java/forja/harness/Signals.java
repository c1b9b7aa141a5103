package forja.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Sends signals that Java has no word for. */
final class Signals {
  private Signals() {}

  static void send(String signal, long pid) {
    var words = List.of("sh", "-c", "kill -\"$1\" \"$2\"", "sh", signal, Long.toString(pid));
    try {
      int code = new ProcessBuilder(words).inheritIO().start().waitFor();
      if (code != 0) {
        throw new IllegalStateException("process " + pid + " takes no signal " + signal);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while signalling process " + pid, e);
    }
  }
}
