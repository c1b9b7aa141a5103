package forja.chaos;

import forja.chaos.history.Trace;
import forja.common.job.Token;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads what effects have left; a line that was cut off when its writer died says nothing. */
final class Targets {
  private static final Pattern LINE =
      Pattern.compile("(begin|end) ([0-9a-f-]{36}) (\\d+)\\.(\\d+)\\.(\\d+) (\\S+)");

  private Targets() {}

  static List<Trace> in(Path folder) {
    try (var files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).flatMap(Targets::traces).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Trace> traces(Path file) {
    try {
      return Files.readAllLines(file).stream()
          .map(LINE::matcher)
          .filter(Matcher::matches)
          .map(line -> trace(file.getFileName().toString(), line));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Trace trace(String target, Matcher line) {
    var token =
        new Token(
            Integer.parseInt(line.group(3)),
            Integer.parseInt(line.group(4)),
            Integer.parseInt(line.group(5)));
    return new Trace(target, line.group(1), line.group(2), token, Instant.parse(line.group(6)));
  }
}
