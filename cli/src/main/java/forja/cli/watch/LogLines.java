package forja.cli.watch;

import forja.cli.http.LogTail;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Cuts the bytes of a log into lines; a line without end is cut before it fills the memory. */
public final class LogLines implements LogTail.Sink {
  private static final int LONGEST_LINE = 64 * 1024;

  private final Consumer<String> lines;
  private final ByteArrayOutputStream begun = new ByteArrayOutputStream();

  public LogLines(Consumer<String> lines) {
    this.lines = lines;
  }

  @Override
  public void take(byte[] bytes, int length) {
    var from = 0;
    for (var index = 0; index < length; index++) {
      if (bytes[index] == '\n') {
        begun.write(bytes, from, index - from);
        from = index + 1;
        flush();
      }
    }
    begun.write(bytes, from, length - from);
    if (begun.size() >= LONGEST_LINE) {
      flush();
    }
  }

  /** After the last byte: what has no newline is a line all the same. */
  public void end() {
    if (begun.size() > 0) {
      flush();
    }
  }

  private void flush() {
    lines.accept(begun.toString(StandardCharsets.UTF_8));
    begun.reset();
  }
}
