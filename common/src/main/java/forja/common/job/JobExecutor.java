package forja.common.job;

/**
 * Does the work of one capability.
 *
 * <p>May run twice for one job, and must do no harm then. When its thread is interrupted (a cancel,
 * a time limit, a worker that stops) it stops the outside work, waits until it has seen it stopped,
 * and lets the {@link InterruptedException} through; when it cannot prove that, it returns {@link
 * Failure.Kind#UNPROVEN}. Expected failures are returned, never thrown.
 */
@FunctionalInterface
public interface JobExecutor<S extends JobSpec> {
  Outcome execute(Work work, S spec, Progress progress) throws InterruptedException;

  /**
   * Whether it has seen that nothing is left of work that ended before under the locks of this job,
   * nor of an earlier delivery of it, and may still run. Asked before the work begins when such an
   * end was not proven, and before a redelivery that has effects outside.
   */
  default boolean provesClean(Work work, S spec) throws InterruptedException {
    return false;
  }
}
