package forja.worker.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The processes that Linux tells of in /proc. Whoever asks while somebody looks waits for the next
 * look, which all who wait share: a hundred that stop at once cost a few looks.
 */
public final class ProcTable implements ProcessTable {
  private static final String PROC = "/proc";

  /** It has ended, and only its parent has not heard of it. */
  private static final String DEAD = "ZX";

  private static final int STATE = 0;
  private static final int GROUP = 2;
  private static final int BORN = 19;
  private static final int LONGEST = 256 * 1024;

  private final Executor eye =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("processes").daemon().factory());
  private final byte[] buffer = new byte[LONGEST];
  private Map<Long, ProcessRow> marked = Map.of();
  private @Nullable CompletableFuture<List<ProcessRow>> next;

  @Override
  public List<ProcessRow> look() {
    try {
      return nextLook().join();
    } catch (CompletionException unseen) {
      throw new Unseen(unseen.getCause() == null ? unseen : unseen.getCause());
    }
  }

  /** This process, as its row would say. */
  static String self() {
    var process = Long.toString(ProcessHandle.current().pid());
    try {
      return process + "/" + Stat.of(Files.readString(stat(process), ISO_8859_1)).number(BORN);
    } catch (IOException unseen) {
      throw new UncheckedIOException("this process cannot be seen", unseen);
    }
  }

  private synchronized CompletableFuture<List<ProcessRow>> nextLook() {
    var asked = next;
    if (asked == null) {
      eye.execute(this::lookForAll);
      asked = new CompletableFuture<>();
      next = asked;
    }
    return asked;
  }

  private void lookForAll() {
    var asked = begin();
    try {
      asked.complete(read());
    } catch (RuntimeException | Error unseen) {
      asked.completeExceptionally(unseen);
    }
  }

  /** Whoever asks from now on might miss what changes while we look. */
  private synchronized CompletableFuture<List<ProcessRow>> begin() {
    var asked = nextLook();
    next = null;
    return asked;
  }

  private List<ProcessRow> read() {
    var names = new File(PROC).list();
    if (names == null) {
      throw new IllegalStateException("the processes of this machine cannot be seen");
    }
    var rows = new ArrayList<ProcessRow>();
    for (var name : names) {
      if (Character.isDigit(name.charAt(0))) {
        row(name).ifPresent(rows::add);
      }
    }
    marked = ProcessRow.marked(rows);
    return List.copyOf(rows);
  }

  /** Empty for one that has ended meanwhile; of one that cannot be read nothing is known. */
  private Optional<ProcessRow> row(String process) {
    try {
      var stat = Stat.of(text(process, "stat"));
      if (DEAD.contains(stat.words().get(STATE))) {
        return Optional.empty();
      }
      return Optional.of(withMarks(Long.parseLong(process), stat));
    } catch (IOException unread) {
      if (hasEnded(process, unread)) {
        return Optional.empty();
      }
      throw new UncheckedIOException("process " + process, unread);
    }
  }

  /** Its folder goes with it; a read that is under way then says that there is no such process. */
  private static boolean hasEnded(String process, IOException unread) {
    return Files.notExists(Path.of(PROC, process))
        || String.valueOf(unread.getMessage()).contains("No such process");
  }

  private ProcessRow withMarks(long id, Stat stat) throws IOException {
    long group = stat.number(GROUP);
    long born = stat.number(BORN);
    var known = marked.get(id);
    var marks =
        known != null && known.born() == born && known.name().equals(stat.name())
            ? known.marks()
            : marks(id, group);
    return new ProcessRow(id, group, born, stat.name(), marks);
  }

  /** None of one that belongs to the kernel or to somebody else: we cannot have started it. */
  private Map<String, String> marks(long id, long group) throws IOException {
    if (group == 0) {
      return Map.of();
    }
    try {
      return ProcessRow.marksIn(text(Long.toString(id), "environ"));
    } catch (AccessDeniedException _) {
      return Map.of();
    }
  }

  private String text(String process, String what) throws IOException {
    try (var file = Files.newInputStream(Path.of(PROC, process, what))) {
      return new String(buffer, 0, file.readNBytes(buffer, 0, LONGEST), UTF_8);
    }
  }

  private static Path stat(String process) {
    return Path.of(PROC, process, "stat");
  }

  /** A line of Linux about a process; its name stands in brackets and may hold anything. */
  private record Stat(String name, List<String> words) {
    static Stat of(String line) {
      int end = line.lastIndexOf(')');
      return new Stat(
          line.substring(line.indexOf('(') + 1, end),
          List.of(line.substring(end + 2).split(" ", BORN + 2)));
    }

    long number(int word) {
      return Long.parseLong(words.get(word));
    }
  }
}
