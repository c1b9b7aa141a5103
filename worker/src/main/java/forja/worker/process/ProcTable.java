package forja.worker.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
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
  private static final int LONGEST = 256 * 1024;

  private final Executor eye =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("processes").daemon().factory());
  private final byte[] buffer = new byte[LONGEST];
  private Map<Long, ProcessRow> marked = Map.of();
  private @Nullable CompletableFuture<List<ProcessRow>> next;

  @Override
  public List<ProcessRow> look() {
    return nextLook().join();
  }

  private synchronized CompletableFuture<List<ProcessRow>> nextLook() {
    if (next == null) {
      next = new CompletableFuture<>();
      eye.execute(this::lookForAll);
    }
    return next;
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

  /** Empty for one that has ended meanwhile. */
  private Optional<ProcessRow> row(String process) {
    try {
      var stat = text(process, "stat");
      int end = stat.lastIndexOf(')');
      var words = stat.substring(end + 2).split(" ", GROUP + 2);
      if (DEAD.contains(words[STATE])) {
        return Optional.empty();
      }
      long id = Long.parseLong(process);
      long group = Long.parseLong(words[GROUP]);
      var name = stat.substring(stat.indexOf('(') + 1, end);
      return Optional.of(new ProcessRow(id, group, name, marks(id, group, name)));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /** None of one that belongs to somebody else: we cannot have started it. */
  private Map<String, String> marks(long id, long group, String name) {
    var known = marked.get(id);
    if (known != null && known.group() == group && known.name().equals(name)) {
      return known.marks();
    }
    try {
      return ProcessRow.marksIn(text(Long.toString(id), "environ"));
    } catch (IOException _) {
      return Map.of();
    }
  }

  private String text(String process, String what) throws IOException {
    try (var file = new FileInputStream(PROC + "/" + process + "/" + what)) {
      return new String(buffer, 0, file.readNBytes(buffer, 0, LONGEST), UTF_8);
    }
  }
}
