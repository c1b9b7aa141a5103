package forja.cli.watch;

import com.fasterxml.jackson.databind.JsonNode;
import forja.cli.json.Json;
import forja.cli.terminal.Ink;
import forja.cli.terminal.LiveScreen;
import forja.cli.terminal.Look;
import forja.cli.terminal.ProgressBoard;
import forja.cli.terminal.SafeText;
import forja.cli.terminal.Terminal;
import forja.cli.terminal.TerminalSize;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Progress bars that stay, and log lines that pass above them. */
public final class BoardView implements WatchView {
  private static final long FRAME_MILLIS = 80;
  private static final int FRAMES_BETWEEN_MEASURES = 25;
  private static final int MOST_PENDING_LINES = 2_000;

  private final Terminal terminal;
  private final Clock clock;
  private final Look look;
  private final LiveScreen screen;
  private final Map<String, WatchedJob> jobs = new LinkedHashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition drawn = lock.newCondition();
  private final Condition over = lock.newCondition();
  private final Thread painter;
  private final Thread restorer;
  private List<String> passing = new ArrayList<>();
  private boolean isOver;
  private TerminalSize size;

  public BoardView(Terminal terminal, Clock clock, JobNames names) {
    this.terminal = terminal;
    this.clock = clock;
    this.look = terminal.look();
    this.size = terminal.size();
    this.screen = new LiveScreen(terminal.out());
    names.ids().forEach(id -> jobs.put(id, new WatchedJob(id, names.of(id))));
    this.restorer = new Thread(screen::release);
    Runtime.getRuntime().addShutdownHook(restorer);
    this.painter = Thread.ofPlatform().daemon().name("painter").start(this::paint);
  }

  @Override
  public void event(JsonNode event) {
    inside(() -> job(Json.text(event, "subject")).ifPresent(job -> job.take(event)));
  }

  @Override
  public void ended(JsonNode record) {
    inside(() -> job(Json.text(record, "id")).ifPresent(job -> job.end(record)));
  }

  @Override
  public void note(String text) {
    inside(() -> passing.add(look.paint(Ink.YELLOW, "! " + SafeText.line(text))));
  }

  @Override
  public void logLine(String id, String line) {
    inside(() -> {
      // A job that writes faster than the terminal shows has to wait here, not in our memory.
      while (passing.size() >= MOST_PENDING_LINES && !isOver) {
        drawn.awaitUninterruptibly();
      }
      passing.add(prefix(id) + SafeText.line(line.replace("\t", "    ")));
    });
  }

  private String prefix(String id) {
    var bar = look.unicode() ? " │ " : " | ";
    var name = job(id).map(job -> job.line(clock.instant()).name()).orElse(id);
    return jobs.size() == 1 ? "" : look.paint(Ink.DIM, SafeText.line(name) + bar);
  }

  private Optional<WatchedJob> job(String id) {
    return Optional.ofNullable(jobs.get(id));
  }

  private void inside(Runnable change) {
    lock.lock();
    try {
      change.run();
    } finally {
      lock.unlock();
    }
  }

  private void paint() {
    for (var frame = 1; !drawOnce(); frame++) {
      if (frame % FRAMES_BETWEEN_MEASURES == 0) {
        size = terminal.size();
      }
    }
  }

  /** Says whether that was the last drawing. */
  private boolean drawOnce() {
    lock.lock();
    try {
      awaitFrame();
      var now = clock.instant();
      var lines = jobs.values().stream().map(job -> job.line(now)).toList();
      var board = new ProgressBoard(look, size.columns() - 1, size.rows() - 2).lines(lines);
      var lately = passing;
      passing = new ArrayList<>();
      drawn.signalAll();
      screen.draw(lately, board);
      return isOver;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void awaitFrame() throws InterruptedException {
    var left = TimeUnit.MILLISECONDS.toNanos(FRAME_MILLIS);
    while (!isOver && left > 0) {
      left = over.awaitNanos(left);
    }
  }

  @Override
  public void close() {
    inside(() -> {
      isOver = true;
      over.signalAll();
      drawn.signalAll();
    });
    try {
      painter.join();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    screen.release();
    Runtime.getRuntime().removeShutdownHook(restorer);
  }
}
