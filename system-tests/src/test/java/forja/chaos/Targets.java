package forja.chaos;

import forja.chaos.history.Life;
import forja.chaos.history.Trace;
import forja.common.job.Token;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads what effects and their children have left; a line that was cut off when its writer died
 * says nothing.
 */
final class Targets {
  private static final String WORK = " ([0-9a-f-]{36}) (\\d+)\\.(\\d+)\\.(\\d+) ";
  private static final Pattern EFFECT = Pattern.compile("([a-z]+)" + WORK + "(\\S+Z)");
  private static final Pattern CHILD =
      Pattern.compile("(?:child|alive)" + WORK + "(\\d+) (\\d+\\.\\d{6})");

  private final Path folder;

  Targets(Path folder) {
    this.folder = folder;
  }

  List<Trace> traces() {
    return files(folder)
        .flatMap(file -> matching(EFFECT, file, line -> trace(file.getFileName().toString(), line)))
        .toList();
  }

  /** Each line is a sign of life at one moment; which worker it was below, children do not know. */
  List<Life> lives() {
    var lives = folder.resolve(".lives");
    return Files.isDirectory(lives)
        ? files(lives).flatMap(file -> matching(CHILD, file, Targets::life)).toList()
        : List.of();
  }

  private static Stream<Path> files(Path folder) {
    try (var files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <T> Stream<T> matching(Pattern line, Path file, Function<Matcher, T> read) {
    try {
      return Files.readAllLines(file).stream()
          .map(line::matcher)
          .filter(Matcher::matches)
          .map(read);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Trace trace(String target, Matcher line) {
    return new Trace(
        target, line.group(1), line.group(2), token(line, 3), Instant.parse(line.group(6)));
  }

  private static Life life(Matcher line) {
    var micros = new BigDecimal(line.group(6)).movePointRight(6).longValueExact();
    var at = Instant.EPOCH.plusNanos(micros * 1_000);
    return new Life(Long.parseLong(line.group(5)), "", line.group(1), token(line, 2), at, at);
  }

  private static Token token(Matcher line, int first) {
    return new Token(
        Integer.parseInt(line.group(first)),
        Integer.parseInt(line.group(first + 1)),
        Integer.parseInt(line.group(first + 2)));
  }
}
