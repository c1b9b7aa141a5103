package forja.routes.secret;

import forja.common.job.Failure;
import forja.common.job.JobExecutor;
import forja.common.job.JobSpec;
import forja.common.job.Outcome;
import forja.common.job.Progress;
import forja.common.job.Work;
import forja.common.secret.Mask;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the secrets of a job to its executor, keeps their values out of all that the executor
 * says, and wipes them when it ends. A job without secrets goes straight through.
 */
public final class SecretiveExecutor<S extends JobSpec> implements JobExecutor<S> {
  private static final Logger log = LoggerFactory.getLogger(SecretiveExecutor.class);

  private final JobExecutor<S> executor;
  private final SecretSource source;

  public SecretiveExecutor(JobExecutor<S> executor, SecretSource source) {
    this.executor = executor;
    this.source = source;
  }

  @Override
  public boolean provesClean(Work work, S spec) throws InterruptedException {
    return executor.provesClean(work, spec);
  }

  @Override
  public Outcome execute(Work work, S spec, Progress progress) throws InterruptedException {
    if (spec.secrets().isEmpty()) {
      return executor.execute(work, spec, progress);
    }
    return switch (source.fetch(work, spec.secrets())) {
      case SecretSource.Fetched.Failed(var failure) -> new Outcome.Failed(failure);
      case SecretSource.Fetched.Told(var secrets) -> {
        try (secrets) {
          yield masked(work.with(secrets), spec, progress);
        }
      }
    };
  }

  private Outcome masked(Work work, S spec, Progress progress) throws InterruptedException {
    var mask = work.secrets().mask();
    var silent = new MaskedProgress(progress, mask);
    try {
      return masked(executor.execute(work, spec, silent), mask);
    } catch (RuntimeException | Error bug) {
      log.error(
          "job {} crashed its executor; it ends as crashed: {}", work.id(), masked(bug, mask));
      return Outcome.failed(Failure.Kind.CRASHED, "forja.crashed", mask.text(bug.toString()));
    } finally {
      silent.finish();
    }
  }

  private static Outcome masked(Outcome outcome, Mask mask) {
    return switch (outcome) {
      case Outcome.Succeeded(var result) -> Outcome.succeeded(mask.things(result));
      case Outcome.Failed(var failure) -> new Outcome.Failed(masked(failure, mask));
      case Outcome.Cancelled _, Outcome.HandedBack _ -> outcome;
    };
  }

  private static Failure masked(Failure failure, Mask mask) {
    var message = failure.message();
    return new Failure(failure.kind(), failure.code(), message == null ? null : mask.text(message));
  }

  /** As it would stand in the log, where a library may quote what it was given. */
  private static String masked(Throwable bug, Mask mask) {
    var text = new StringWriter();
    bug.printStackTrace(new PrintWriter(text));
    return mask.text(text.toString());
  }
}
