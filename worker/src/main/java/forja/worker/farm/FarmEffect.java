package forja.worker.farm;

import forja.common.farm.Effect;
import forja.common.job.Failure;
import forja.common.job.Outcome;
import forja.common.job.Work;
import forja.routes.wiring.Fence;
import forja.worker.process.ChildProcesses;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leaves a begin and an end at a target that refuses older tokens. Run twice, it leaves two pairs,
 * one after the other.
 */
final class FarmEffect {
  private static final Logger log = LoggerFactory.getLogger(FarmEffect.class);

  /** Written in place of an end when children live on that could not be stopped. */
  private static final String UNPROVEN = "unproven";

  /** Job, token, and which of its children. */
  private static final int WORDS_OF_A_MARK = 3;

  private final Path folder;
  private final Clock clock;
  private final ChildProcesses children;
  private final Fence fence;

  FarmEffect(Path folder, Clock clock, ChildProcesses children, Fence fence) {
    this.folder = folder.toAbsolutePath();
    this.clock = clock;
    this.children = children;
    this.fence = fence;
  }

  Outcome run(Work work, Effect spec) throws InterruptedException {
    var target = target(spec.target());
    try {
      if (!target.write("begin", work)) {
        return fenced(spec);
      }
      var failure = live(work, spec);
      if (failure.isPresent()) {
        writeIfUnproven(target, work, failure.get());
        return failure.get();
      }
      return target.write("end", work)
          ? Outcome.succeeded(Map.of("target", spec.target(), "token", work.token().toString()))
          : fenced(spec);
    } catch (ClosedByInterruptException _) {
      throw new InterruptedException("stopped at " + spec.target());
    } catch (IOException unusable) {
      return Outcome.failed(Failure.Kind.UNAVAILABLE, "farm.target-unusable", unusable.toString());
    }
  }

  private FencedTarget target(String name) {
    return new FencedTarget(folder, name, clock, fence.holds());
  }

  private Optional<Outcome> live(Work work, Effect spec) throws IOException, InterruptedException {
    if (spec.processes() > 0) {
      return new EffectTree(children, folder).live(work, spec);
    }
    Thread.sleep(spec.duration());
    return Optional.empty();
  }

  /** Whatever comes in meanwhile: that children live on is what this job ends with. */
  private static void writeIfUnproven(FencedTarget target, Work work, Outcome outcome) {
    if (!(outcome instanceof Outcome.Failed(var failure))
        || failure.kind() != Failure.Kind.UNPROVEN) {
      return;
    }
    boolean interrupted = Thread.interrupted();
    while (!isMarked(target, work)) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Says false when an interrupt came in between. */
  private static boolean isMarked(FencedTarget target, Work work) {
    try {
      boolean _ = target.write(UNPROVEN, work);
    } catch (InterruptedException | ClosedByInterruptException _) {
      boolean _ = Thread.interrupted();
      return false;
    } catch (IOException unwritten) {
      log.warn("job {} ends unproven, but its target does not tell so", work.id(), unwritten);
    }
    return true;
  }

  /**
   * Looks for children of former deliveries of this job, and for those of other effects that nobody
   * answers for any more: their worker is gone, or has written down that it could not stop them.
   * Those of another job at work are none of them: it holds its own locks. It sees the processes of
   * this host alone.
   */
  boolean provesClean(Work work) throws IOException {
    for (var child : children.ofAllWorkers()) {
      var target = child.process().marks().get(EffectTree.TARGET);
      if (target != null
          && (child.isOrphan() || mayBeLeft(child.process().marks(), Path.of(target), work))) {
        return false;
      }
    }
    return true;
  }

  /** Of a mark that is not ours nobody knows what it means. */
  private boolean mayBeLeft(Map<String, String> marks, Path file, Work work) throws IOException {
    var mark = marks.getOrDefault(ChildProcesses.WORK, "").split("/", -1);
    var folder = file.getParent();
    return mark.length != WORDS_OF_A_MARK
        || folder == null
        || mark[0].equals(work.id().toString())
        || new FencedTarget(folder, file.getFileName().toString(), clock, true)
            .has(UNPROVEN, mark[0], mark[1]);
  }

  private static Outcome fenced(Effect spec) {
    return Outcome.failed(
        Failure.Kind.WORK_FAILED, "farm.fenced", spec.target() + " has seen a newer token");
  }
}
