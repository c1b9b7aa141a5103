package forja.worker.process;

import static java.nio.charset.StandardCharsets.US_ASCII;

import forja.common.job.Hold;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A program and all that it has started. Whoever starts it stops it, also when it has ended. */
public final class ChildGroup {
  private static final Logger log = LoggerFactory.getLogger(ChildGroup.class);
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  /** Guards against a machine so busy that the time for a proof is over before anybody looked. */
  private static final int LEAST_LOOKS = 4;

  private final Process process;
  private final String mark;
  private final Hold hold;
  private final Rules rules;
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile long toldUntil;
  private volatile boolean stopping;

  /** What holds for all groups of a worker. */
  record Rules(Pace pace, ProcessTable table, Drill drill) {}

  private ChildGroup(Process process, String mark, Hold hold, Rules rules) {
    this.process = process;
    this.mark = mark;
    this.hold = hold;
    this.rules = rules;
    this.toldUntil = System.nanoTime() + hold.left().toNanos();
  }

  static ChildGroup of(Process process, String mark, Hold hold, Rules rules) {
    var group = new ChildGroup(process, mark, hold, rules);
    if (rules.drill != Drill.UNFENCED) {
      group.startTicking();
    }
    return group;
  }

  /** A thread of its own: a virtual one would wait behind the work of a busy worker. */
  private void startTicking() {
    boolean ticks = false;
    try {
      Thread.ofPlatform().name("tick-" + process.pid()).daemon().start(this::tick);
      ticks = true;
    } finally {
      if (!ticks) {
        var alive = stop();
        // Also ends what its supervisor reads, which kills the rest.
        process.destroyForcibly();
        log.error("nobody can watch over process {}: it is stopped; left: {}", id(), alive);
      }
    }
  }

  /** The first of the group, whose number the group has. */
  public long id() {
    return process.pid();
  }

  /** What it writes, errors among it. */
  public InputStream output() {
    return process.getInputStream();
  }

  /** Waits at most so long; says whether the program has ended. What it has started may go on. */
  public boolean awaitEnd(Duration atMost) throws InterruptedException {
    return process.waitFor(atMost);
  }

  /**
   * Whether the supervisor has not heard of us in time: then it has killed the children, and
   * nothing is wrong with their program.
   */
  public boolean wasLeftAlone() {
    return System.nanoTime() - toldUntil > 0;
  }

  /** Only of a program that has ended. */
  public int exitCode() {
    return process.exitValue();
  }

  private void tick() {
    try (var supervisor = process.outputWriter(US_ASCII)) {
      while (!over.await(rules.pace.tick().toNanos(), TimeUnit.NANOSECONDS)) {
        var left = hold.left();
        if (left.isPositive()) {
          long until = System.nanoTime() + left.toNanos();
          say(supervisor, ChildProcesses.seconds(left));
          toldUntil = until;
        }
      }
      if (rules.drill != Drill.UNSTOPPABLE) {
        say(supervisor, "kill");
      }
    } catch (IOException gone) {
      endWithoutSupervisor(gone);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Nobody would kill the children with us any more, so they may not go on. */
  private void endWithoutSupervisor(IOException gone) {
    if (stopping) {
      log.debug("the supervisor of process {} has ended", process.pid(), gone);
      return;
    }
    log.warn("the supervisor of process {} is gone; all of its group is killed", process.pid());
    kill();
  }

  private static void say(Writer supervisor, String word) throws IOException {
    supervisor.write(word + "\n");
    supervisor.flush();
  }

  /**
   * Ends all of it: by asking, and after a grace by force. Returns what is still seen alive after
   * that; when that is nothing, the end is proven. An interrupt does not shorten it.
   */
  public List<ProcessRow> stop() {
    boolean interrupted = Thread.interrupted();
    stopping = true;
    try {
      ask();
    } finally {
      if (rules.drill != Drill.UNSTOPPABLE) {
        over.countDown();
      }
    }
    var alive = kill();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return alive;
  }

  private void ask() {
    boolean interrupted = false;
    boolean mayEnd = !signal(ProcessHandle::destroy).isEmpty();
    for (long begin = System.nanoTime(); mayEnd && isWithin(rules.pace.grace(), begin); ) {
      interrupted |= wasInterruptedInAPause();
      // The rest is looked for only when the first has ended: a look costs more than a question.
      mayEnd = process.isAlive() || !alive().isEmpty();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private List<ProcessRow> kill() {
    boolean interrupted = Thread.interrupted();
    var alive = signal(ProcessHandle::destroyForcibly);
    long begin = System.nanoTime();
    for (int looks = 1;
        !alive.isEmpty() && (looks < LEAST_LOOKS || isWithin(rules.pace.proof(), begin));
        looks++) {
      interrupted |= wasInterruptedInAPause();
      alive = signal(ProcessHandle::destroyForcibly);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return alive;
  }

  /** What was alive, and has got the signal. */
  private List<ProcessRow> signal(Consumer<ProcessHandle> signal) {
    var alive = alive();
    if (rules.drill != Drill.UNSTOPPABLE) {
      alive.forEach(child -> handle(child).ifPresent(signal));
    }
    return alive;
  }

  /** Guards against the number of the first being somebody else's by now. */
  private Optional<ProcessHandle> handle(ProcessRow child) {
    return child.id() == process.pid()
        ? Optional.of(process.toHandle()).filter(ProcessHandle::isAlive)
        : ProcessHandle.of(child.id());
  }

  /** Where nothing can be seen, something may be alive. */
  private List<ProcessRow> alive() {
    try {
      return rules.table.look().stream().filter(this::isOurs).toList();
    } catch (ProcessTable.Unseen blind) {
      log.warn("nothing is known of process {} and its children", process.pid(), blind);
      return List.of(new ProcessRow(process.pid(), process.pid(), 0, "unseen", Map.of()));
    }
  }

  /**
   * Also what has left the group: the mark goes with every child. The first has neither for a
   * moment after its start.
   */
  private boolean isOurs(ProcessRow child) {
    return child.group() == process.pid()
        || mark.equals(child.marks().get(ChildProcesses.WORK))
        || (child.id() == process.pid() && process.isAlive());
  }

  private static boolean isWithin(Duration time, long begin) {
    return System.nanoTime() - begin < time.toNanos();
  }

  private static boolean wasInterruptedInAPause() {
    try {
      Thread.sleep(LOOK_EVERY);
      return false;
    } catch (InterruptedException _) {
      return true;
    }
  }
}
