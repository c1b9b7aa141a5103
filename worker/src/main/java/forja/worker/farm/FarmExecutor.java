package forja.worker.farm;

import forja.common.farm.Chatter;
import forja.common.farm.Effect;
import forja.common.farm.Fail;
import forja.common.farm.FarmSpec;
import forja.common.farm.Ping;
import forja.common.farm.Sleep;
import forja.common.job.Failure;
import forja.common.job.JobExecutor;
import forja.common.job.Outcome;
import forja.common.job.Progress;
import forja.common.job.Work;
import forja.routes.wiring.Fence;
import forja.worker.process.ChildProcesses;
import forja.worker.process.ProcessTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does farm jobs: nothing outside the worker takes part, but for the fenced target of an effect and
 * its child processes.
 */
public final class FarmExecutor implements JobExecutor<FarmSpec> {
  private static final Logger log = LoggerFactory.getLogger(FarmExecutor.class);

  private final FarmEffect effects;

  /** Effects leave their traces in the given folder. */
  public FarmExecutor(Path effects, Clock clock, ChildProcesses children, Fence fence) {
    this.effects = new FarmEffect(effects, clock, children, fence);
  }

  @Override
  public Outcome execute(Work work, FarmSpec spec, Progress progress) throws InterruptedException {
    return switch (spec) {
      case Ping(var echo) -> Outcome.succeeded(Map.of("echo", echo));
      case Sleep(var duration) -> sleep(duration, progress);
      case Fail fail -> fail(work, fail);
      case Chatter chatter -> FarmChatter.run(work, chatter, progress);
      case Effect effect -> effects.run(work, effect);
    };
  }

  /** Whatever begins under the lock: what ran there before may have been an effect. */
  @Override
  public boolean provesClean(Work work, FarmSpec spec) {
    try {
      return effects.provesClean(work);
    } catch (IOException | ProcessTable.Unseen unreadable) {
      log.warn("not all can be looked at, so nothing is proven", unreadable);
      return false;
    }
  }

  private static Outcome sleep(Duration duration, Progress progress) throws InterruptedException {
    var nap = new Nap(duration);
    nap.sleep(() -> progress.reached(nap.percent(), "slept " + nap.done() + " of " + duration));
    return Outcome.succeeded(Map.of("slept", duration.toString()));
  }

  private static Outcome fail(Work work, Fail spec) {
    if (work.token().attempt() > spec.attempts()) {
      return Outcome.succeeded(Map.of("failedBefore", spec.attempts()));
    }
    if (spec.as() == Failure.Kind.CRASHED) {
      throw new IllegalStateException(spec.message());
    }
    return Outcome.failed(spec.as(), "farm.as-asked", spec.message());
  }
}
