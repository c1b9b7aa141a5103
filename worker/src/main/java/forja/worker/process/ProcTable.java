package forja.worker.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The processes that Linux tells of in /proc. Whoever asks while somebody looks waits for the next
 * look, which all who wait share: a hundred that stop at once cost a few looks.
 */
public final class ProcTable implements ProcessTable {
  private static final Path PROC = Path.of("/proc");

  /** What follows the name in parentheses, which may hold anything: state, parent, group. */
  private static final Pattern STAT =
      Pattern.compile("\\d+ \\((.*)\\) (\\S) \\d+ (\\d+) .*", Pattern.DOTALL);

  /** It has ended, and only its parent has not heard of it. */
  private static final String DEAD = "ZX";

  private static final String OURS = "FORJA_";

  private List<ProcessRow> last = List.of();
  private long lookedAt;
  private boolean hasLooked;

  @Override
  public List<ProcessRow> look() {
    long asked = System.nanoTime();
    synchronized (this) {
      if (!hasLooked || lookedAt - asked < 0) {
        lookedAt = System.nanoTime();
        last = read();
        hasLooked = true;
      }
      return last;
    }
  }

  private static List<ProcessRow> read() {
    var rows = new ArrayList<ProcessRow>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (var process : processes) {
        row(process).ifPresent(rows::add);
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException("the processes of this machine cannot be seen", unreadable);
    }
    return List.copyOf(rows);
  }

  /** Empty for one that has ended meanwhile. */
  private static Optional<ProcessRow> row(Path process) {
    try {
      var stat = STAT.matcher(new String(Files.readAllBytes(process.resolve("stat")), UTF_8));
      if (!stat.matches() || DEAD.contains(stat.group(2))) {
        return Optional.empty();
      }
      long id = Long.parseLong(process.getFileName().toString());
      long group = Long.parseLong(stat.group(3));
      return Optional.of(new ProcessRow(id, group, stat.group(1), marks(process)));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /** None of one that belongs to somebody else: we cannot have started it. */
  private static Map<String, String> marks(Path process) {
    try {
      var environment = new String(Files.readAllBytes(process.resolve("environ")), UTF_8);
      return environment.contains(OURS) ? marksIn(environment) : Map.of();
    } catch (IOException _) {
      return Map.of();
    }
  }

  private static Map<String, String> marksIn(String environment) {
    return Pattern.compile("\0")
        .splitAsStream(environment)
        .filter(entry -> entry.startsWith(OURS) && entry.contains("="))
        .collect(
            Collectors.toMap(
                entry -> entry.substring(0, entry.indexOf('=')),
                entry -> entry.substring(entry.indexOf('=') + 1),
                (first, _) -> first));
  }
}
