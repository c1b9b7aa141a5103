package forja.routes.job;

import forja.common.job.JobReport;
import forja.common.job.Progress;
import forja.common.job.Text;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;

/** Tells how one delivery of a job goes. */
final class JobProgress implements Progress {
  private static final int LONGEST_MESSAGE = 500;

  private final Attempt attempt;
  private final JobLog log;
  private final Clock clock;
  private final AtomicInteger number = new AtomicInteger();

  JobProgress(Attempt attempt, JobLog log, Clock clock) {
    this.attempt = attempt;
    this.log = log;
    this.clock = clock;
  }

  @Override
  public void reached(int percent, String message) {
    attempt.teller.accept(
        new JobReport.Progressed(
            attempt.job.id(),
            attempt.token,
            attempt.startedAt(),
            clock.instant(),
            number.incrementAndGet(),
            Math.clamp(percent, 0, 100),
            Text.shortened(message, LONGEST_MESSAGE)));
  }

  @Override
  public void log(String line) {
    log.write(line);
  }

  int close() {
    return log.close();
  }
}
