package forja.api.audit;

import forja.api.ledger.LedgerBusy;
import forja.api.ledger.LedgerDatabase;
import forja.api.ledger.LoopThread;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Writes into the audit by one commit what has come in since the last one; the next one starts when
 * that has ended.
 */
final class AuditLoop implements AutoCloseable {
  private static final int MOST_PER_COMMIT = 2_000;
  private static final int MOST_WAITING = 50_000;

  private final LedgerDatabase database;
  private final BlockingQueue<Asked> asked = new LinkedBlockingQueue<>(MOST_WAITING);
  private final LoopThread thread;

  /** What somebody wants written: a row, or the end of one. */
  private sealed interface Line {}

  private record Begun(Act act) implements Line {}

  private record Ended(AuditTable.End end) implements Line {}

  private record Asked(Line line, CompletableFuture<Void> written) {}

  AuditLoop(LedgerDatabase database) {
    this.database = database;
    this.thread = LoopThread.start("audit", this::turn);
  }

  /** Done when it stands in the database. */
  CompletableFuture<Void> add(Act act) {
    return write(new Begun(act));
  }

  /** Done when it stands in the database. */
  CompletableFuture<Void> end(AuditTable.End end) {
    return write(new Ended(end));
  }

  private CompletableFuture<Void> write(Line line) {
    var written = new CompletableFuture<Void>();
    if (!asked.offer(new Asked(line, written))) {
      written.completeExceptionally(new LedgerBusy(MOST_WAITING));
    }
    return written;
  }

  private void turn() throws InterruptedException {
    var batch = new ArrayList<Asked>();
    batch.add(asked.take());
    asked.drainTo(batch, MOST_PER_COMMIT - 1);
    try {
      write(batch.stream().map(Asked::line).toList());
      batch.forEach(one -> one.written.complete(null));
    } catch (RuntimeException failed) {
      batch.forEach(one -> one.written.completeExceptionally(failed));
    }
  }

  private void write(List<Line> lines) {
    var begun = new ArrayList<Act>();
    var ended = new ArrayList<AuditTable.End>();
    for (var line : lines) {
      switch (line) {
        case Begun(var act) -> begun.add(act);
        case Ended(var end) -> ended.add(end);
      }
    }
    int _ = database.together(connection -> write(connection, begun, ended));
  }

  private static int write(Connection connection, List<Act> begun, List<AuditTable.End> ended)
      throws SQLException {
    if (!begun.isEmpty()) {
      AuditTable.add(connection, begun);
    }
    if (!ended.isEmpty()) {
      AuditTable.end(connection, ended);
    }
    return begun.size() + ended.size();
  }

  @Override
  public void close() {
    thread.close();
    for (var left = asked.poll(); left != null; left = asked.poll()) {
      left.written.completeExceptionally(new LedgerBusy(asked.size()));
    }
  }
}
