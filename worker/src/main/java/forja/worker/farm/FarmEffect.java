package forja.worker.farm;

import forja.common.farm.Effect;
import forja.common.job.Failure;
import forja.common.job.Outcome;
import forja.common.job.Work;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/**
 * Leaves a begin and an end at a target that refuses older tokens. Run twice, it leaves two pairs,
 * one after the other.
 */
final class FarmEffect {
  private final Path folder;
  private final Clock clock;

  FarmEffect(Path folder, Clock clock) {
    this.folder = folder;
    this.clock = clock;
  }

  Outcome run(Work work, Effect spec) throws InterruptedException {
    var target = new FencedTarget(folder, spec.target(), clock);
    try {
      if (!target.write("begin", work)) {
        return fenced(spec);
      }
      Thread.sleep(spec.duration());
      return target.write("end", work)
          ? Outcome.succeeded(Map.of("target", spec.target(), "token", work.token().toString()))
          : fenced(spec);
    } catch (ClosedByInterruptException | FileLockInterruptionException _) {
      throw new InterruptedException("stopped at " + spec.target());
    } catch (IOException unusable) {
      return Outcome.failed(Failure.Kind.UNAVAILABLE, "farm.target-unusable", unusable.toString());
    }
  }

  private static Outcome fenced(Effect spec) {
    return Outcome.failed(
        Failure.Kind.WORK_FAILED, "farm.fenced", spec.target() + " has seen a newer token");
  }
}
