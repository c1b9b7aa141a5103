package forja.routes.job;

import forja.common.job.Failure;
import forja.common.job.Job;
import forja.common.job.JobExecutor;
import forja.common.job.JobReport;
import forja.common.job.JobSpec;
import forja.common.job.Outcome;
import forja.common.wire.JobWire;
import forja.routes.wiring.Abandoned;
import forja.routes.wiring.DeliveredJob;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps every job goes through, in the order the routes call them. */
public final class JobSteps<S extends JobSpec> {
  private static final Logger log = LoggerFactory.getLogger(JobSteps.class);
  private static final String ATTEMPT = "forja.attempt";

  private final JobExecutor<S> executor;
  private final Class<S> specType;
  private final RunningJobs running;
  private final LogSink logs;
  private final Clock clock;
  private final Redelivery redelivery;

  public JobSteps(
      JobExecutor<S> executor,
      Class<S> specType,
      RunningJobs running,
      LogSink logs,
      Clock clock,
      Redelivery redelivery) {
    this.executor = executor;
    this.specType = specType;
    this.running = running;
    this.logs = logs;
    this.clock = clock;
    this.redelivery = redelivery;
  }

  public void readJob(Exchange exchange) {
    var delivered = exchange.getIn().getBody(DeliveredJob.class);
    var job = JobWire.job(delivered.json());
    exchange.setProperty(ATTEMPT, new Attempt(job, delivered, clock.instant()));
  }

  /** Takes a place among the running jobs, waits until it may begin, and does the work. */
  public void execute(Exchange exchange) {
    var attempt = attempt(exchange);
    try (var _ = LogMarks.of(attempt.job)) {
      work(attempt);
    }
  }

  private void work(Attempt attempt) {
    var progress = new JobProgress(attempt, logs.open(attempt.job.id(), attempt.token), clock);
    try {
      var outcome = executeUnlessStopped(attempt, progress);
      outcome.ifPresent(how -> attempt.ended(how, progress.close()));
      outcome.ifPresent(how -> tell(attempt.job, how));
    } finally {
      progress.close();
    }
  }

  /** What it says of its failure goes to whoever asked for it, and not into a log. */
  private static void tell(Job job, Outcome outcome) {
    if (outcome instanceof Outcome.Failed(var failure)) {
      log.info("job {} ends as {} ({})", job.id(), failure.kind().wireName(), failure.code());
    } else {
      log.debug("job {} ends as {}", job.id(), outcome.getClass().getSimpleName());
    }
  }

  public void reportOutcome(Exchange exchange) {
    Optional<JobReport.Final> report = attempt(exchange).report(clock.instant());
    exchange.getMessage().setBody(report.isPresent() ? report.get() : new Abandoned());
  }

  private Optional<Outcome> executeUnlessStopped(Attempt attempt, JobProgress progress) {
    var pause = redelivery.before(attempt.job, attempt.token);
    RunningJobs.Running place;
    try {
      place = running.enter(attempt.job, pause);
    } catch (InterruptedException _) {
      return Optional.empty();
    }
    try {
      awaitFormerWorker(pause, place);
      if (!attempt.mayBegin || redelivery.isTooOften(attempt.token.delivery())) {
        return Optional.of(new Outcome.HandedBack());
      }
      attempt.begin(clock.instant());
      return Optional.of(outcomeOf(attempt, progress));
    } catch (InterruptedException _) {
      return place.reason().map(reason -> stopped(reason, attempt));
    } finally {
      running.leave(place);
    }
  }

  /**
   * Also when the job is told to stop meanwhile: until the pause is over somebody else may be at
   * work on it, and whatever end were reported would not be true yet.
   */
  private static void awaitFormerWorker(Duration pause, RunningJobs.Running place)
      throws InterruptedException {
    long over = System.nanoTime() + pause.toNanos();
    try {
      Thread.sleep(pause);
    } catch (InterruptedException told) {
      if (place.reason().isPresent()) {
        TimeUnit.NANOSECONDS.sleep(over - System.nanoTime());
      }
      throw told;
    }
  }

  /** The only place where an exception becomes an outcome. */
  private Outcome outcomeOf(Attempt attempt, JobProgress progress) throws InterruptedException {
    try {
      var spec = specType.cast(attempt.job.spec());
      if (isInDoubt(attempt, spec) && !executor.provesClean(attempt.work(), spec)) {
        return inDoubt(attempt.job);
      }
      attempt.toWork();
      return executor.execute(attempt.work(), spec, progress);
    } catch (RuntimeException | Error bug) {
      log.error("job {} crashed its executor; it ends as crashed", attempt.job.id(), bug);
      return Outcome.failed(Failure.Kind.CRASHED, "forja.crashed", bug.toString());
    }
  }

  private boolean isInDoubt(Attempt attempt, S spec) {
    return !attempt.job.locksInDoubt().isEmpty()
        || redelivery.mayHaveLeftSomething(spec, attempt.token.delivery());
  }

  private static Outcome inDoubt(Job job) {
    if (job.locksInDoubt().isEmpty()) {
      return Outcome.failed(
          Failure.Kind.UNAVAILABLE,
          "forja.former-work-alive",
          "what an earlier delivery of this job has begun was not seen to stop, and may still run");
    }
    return Outcome.failed(
        Failure.Kind.UNAVAILABLE,
        "forja.lock-in-doubt",
        "what ran before under "
            + String.join(", ", job.locksInDoubt())
            + " was not seen to stop, and may still run");
  }

  private static Outcome stopped(StopReason reason, Attempt attempt) {
    var job = attempt.job;
    return switch (reason) {
      case CANCEL -> new Outcome.Cancelled();
      case SHUTDOWN -> new Outcome.HandedBack();
      case TIME_LIMIT -> attempt.isAtWork() ? tooSlow(job) : neverAtWork(job);
      case DEADLINE ->
          Outcome.failed(
              Failure.Kind.TIMED_OUT,
              "job.deadline",
              "had not ended by its deadline of " + job.deadline().orElseThrow());
    };
  }

  private static Outcome tooSlow(Job job) {
    return Outcome.failed(
        Failure.Kind.TIMED_OUT,
        "job.too-slow",
        "ran past its time limit of " + job.timeLimit() + " and was stopped");
  }

  private static Outcome neverAtWork(Job job) {
    return Outcome.failed(
        Failure.Kind.TIMED_OUT,
        "job.not-begun",
        "its time limit of " + job.timeLimit() + " was over before its work began");
  }

  private static Attempt attempt(Exchange exchange) {
    return exchange.getProperty(ATTEMPT, Attempt.class);
  }
}
