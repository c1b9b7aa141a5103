package forja.routes.job;

import forja.common.job.Hold;
import forja.common.job.Job;
import forja.common.job.JobReport;
import forja.common.job.Outcome;
import forja.common.job.Token;
import forja.common.job.Work;
import forja.routes.wiring.DeliveredJob;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One delivery of a job on its way through the steps. */
final class Attempt {
  final Job job;
  final Token token;
  final Hold hold;
  final boolean mayBegin;
  private Instant startedAt;
  final Consumer<JobReport> teller;
  private boolean atWork;
  private @Nullable Outcome outcome;
  private int logChunks;

  Attempt(Job job, DeliveredJob delivered, Instant receivedAt) {
    this.job = job;
    this.token = job.delivered(delivered.delivery(), delivered.proof());
    this.startedAt = receivedAt;
    this.teller = delivered.teller();
    this.hold = delivered.hold();
    this.mayBegin = delivered.mayBegin();
  }

  Work work() {
    return new Work(job.id(), job.customer(), token, hold);
  }

  /** The work begins now: what came before was waiting. */
  void begin(Instant now) {
    startedAt = now;
    teller.accept(new JobReport.Started(job.id(), token, now));
  }

  /** From now on something may change outside. */
  void toWork() {
    atWork = true;
  }

  boolean isAtWork() {
    return atWork;
  }

  Instant startedAt() {
    return startedAt;
  }

  void ended(Outcome how, int chunksOfLog) {
    outcome = how;
    logChunks = chunksOfLog;
  }

  /** The final report; empty when this worker may not speak for the job any more. */
  Optional<JobReport.Final> report(Instant now) {
    return Optional.ofNullable(outcome).map(how -> report(how, now));
  }

  private JobReport.Final report(Outcome how, Instant now) {
    var id = job.id();
    return switch (how) {
      case Outcome.Succeeded(var result) ->
          new JobReport.Succeeded(id, token, startedAt, now, logChunks, result);
      case Outcome.Failed(var failure) ->
          new JobReport.Failed(id, token, startedAt, now, logChunks, failure);
      case Outcome.Cancelled _ -> new JobReport.Cancelled(id, token, startedAt, now, logChunks);
      case Outcome.HandedBack _ -> new JobReport.HandedBack(id, token, startedAt, now, logChunks);
    };
  }
}
