package forja.worker.farm;

import forja.common.farm.Effect;
import forja.common.job.Failure;
import forja.common.job.Outcome;
import forja.common.job.Work;
import forja.routes.wiring.Fence;
import forja.worker.process.ChildProcesses;
import forja.worker.process.ProcessRow;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * Leaves a begin and an end at a target that refuses older tokens. Run twice, it leaves two pairs,
 * one after the other.
 */
final class FarmEffect {
  /** Written in place of an end when children live on that could not be stopped. */
  private static final String UNPROVEN = "unproven";

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
    } catch (ClosedByInterruptException | FileLockInterruptionException _) {
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

  private static void writeIfUnproven(FencedTarget target, Work work, Outcome outcome)
      throws IOException {
    if (outcome instanceof Outcome.Failed(var failure) && failure.kind() == Failure.Kind.UNPROVEN) {
      boolean _ = target.write(UNPROVEN, work);
    }
  }

  /**
   * Looks for children of effects that nobody answers for any more: their worker is gone, or has
   * written down that it could not stop them. Those of a job at work are none of them: it holds its
   * own locks.
   */
  boolean provesClean(Work work) throws IOException {
    var ours = ChildProcesses.mark(work);
    for (var child : children.ofAllWorkers()) {
      var target = child.marks().get(EffectTree.TARGET);
      if (target != null
          && !child.marks().get(ChildProcesses.WORK).startsWith(ours)
          && (isOrphan(child) || wasGivenUp(child, Path.of(target)))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isOrphan(ProcessRow child) {
    return ProcessHandle.of(Long.parseLong(child.marks().getOrDefault(ChildProcesses.WORKER, "0")))
        .isEmpty();
  }

  private boolean wasGivenUp(ProcessRow child, Path file) throws IOException {
    var mark = child.marks().get(ChildProcesses.WORK).split("/", -1);
    return new FencedTarget(file.getParent(), file.getFileName().toString(), clock, true)
        .has(UNPROVEN, mark[0], mark[1]);
  }

  private static Outcome fenced(Effect spec) {
    return Outcome.failed(
        Failure.Kind.WORK_FAILED, "farm.fenced", spec.target() + " has seen a newer token");
  }
}
