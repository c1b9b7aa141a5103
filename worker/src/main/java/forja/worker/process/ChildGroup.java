package forja.worker.process;

import static java.nio.charset.StandardCharsets.US_ASCII;

import forja.common.job.Hold;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A program and all that it has started. Whoever starts it stops it, also when it has ended. */
public final class ChildGroup {
  private static final Logger log = LoggerFactory.getLogger(ChildGroup.class);
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  private final Process process;
  private final String mark;
  private final Hold hold;
  private final Rules rules;
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile long toldUntil;

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
      // A thread of its own: a virtual one would wait behind the work of a busy worker.
      Thread.ofPlatform().name("tick-" + process.pid()).daemon().start(group::tick);
    }
    return group;
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
      log.debug("the supervisor of process {} has ended", process.pid(), gone);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
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
    boolean mayEnd = !signal(ProcessHandle::destroy).isEmpty();
    for (long begin = System.nanoTime(); mayEnd && isWithin(rules.pace.grace(), begin); ) {
      interrupted |= wasInterruptedInAPause();
      // The rest is looked for only when the first has ended: a look costs more than a question.
      mayEnd = process.isAlive() || !alive().isEmpty();
    }
    if (rules.drill != Drill.UNSTOPPABLE) {
      over.countDown();
    }
    var alive = signal(ProcessHandle::destroyForcibly);
    for (long begin = System.nanoTime();
        !alive.isEmpty() && isWithin(rules.pace.proof(), begin);
        alive = signal(ProcessHandle::destroyForcibly)) {
      interrupted |= wasInterruptedInAPause();
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
      alive.forEach(child -> ProcessHandle.of(child.id()).ifPresent(signal));
    }
    return alive;
  }

  /** Also what has left the group: the mark goes with every child. */
  private List<ProcessRow> alive() {
    return rules.table.look().stream()
        .filter(child ->
            child.group() == process.pid() || mark.equals(child.marks().get(ChildProcesses.WORK)))
        .toList();
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
