package forja.routes.job;

import forja.common.job.Capability;
import forja.common.job.Job;
import forja.common.job.JobId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The jobs this worker holds at this moment: what it claims in its heartbeat, and what can be told
 * to stop.
 */
public final class RunningJobs {
  private final ConcurrentHashMap<JobId, Running> running = new ConcurrentHashMap<>();
  private final Clock clock;
  private volatile boolean shuttingDown;

  public RunningJobs(Clock clock) {
    this.clock = clock;
  }

  /**
   * Takes a place for this thread. Waits while an older delivery of the same job is still stopping
   * here, so that no job runs twice in one worker. Neither that nor the pause before the work is
   * part of the job's time. A job whose deadline has passed is stopped before it begins.
   */
  Running enter(Job job, Duration pause) throws InterruptedException {
    while (true) {
      var limit = clock.instant().plus(pause).plus(job.timeLimit());
      var mine = new Running(job, limit, Thread.currentThread());
      var other = running.putIfAbsent(job.id(), mine);
      if (other == null) {
        if (shuttingDown) {
          mine.stop(StopReason.SHUTDOWN);
        }
        mine.stopIfOverdue(clock.instant());
        return mine;
      }
      other.left.await();
    }
  }

  void leave(Running mine) {
    mine.close();
    running.remove(mine.job.id(), mine);
    mine.left.countDown();
  }

  /** Interrupts the job if it runs here; says whether it does. */
  public boolean stop(JobId job, StopReason reason) {
    var held = running.get(job);
    return held != null && held.stop(reason);
  }

  /** Interrupts every job that is past its time limit or its deadline. */
  public void stopOverdue() {
    var now = clock.instant();
    running.values().forEach(held -> held.stopIfOverdue(now));
  }

  /** Interrupts every job, and whatever comes from now on: this worker hands back what it holds. */
  public void shutDown() {
    shuttingDown = true;
    running.values().forEach(held -> held.stop(StopReason.SHUTDOWN));
  }

  /** Waits at most so long until no job runs; one that stays is left alone. */
  public void awaitEnds(Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    for (var held : running.values()) {
      if (!held.left.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        return;
      }
    }
  }

  public Set<JobId> claims() {
    return Set.copyOf(running.keySet());
  }

  public int busy(Capability capability) {
    return (int)
        running.values().stream()
            .filter(held -> held.job.spec().capability() == capability)
            .count();
  }

  /** One job at work, and the thread that does it. */
  static final class Running {
    private final Job job;
    private final Instant limit;
    private final CountDownLatch left = new CountDownLatch(1);
    private @Nullable Thread thread;
    private @Nullable StopReason reason;

    private Running(Job job, Instant limit, Thread thread) {
      this.job = job;
      this.limit = limit;
      this.thread = thread;
    }

    private void stopIfOverdue(Instant now) {
      if (limit.isBefore(now)) {
        stop(StopReason.TIME_LIMIT);
      } else if (job.deadline().filter(deadline -> !now.isBefore(deadline)).isPresent()) {
        stop(StopReason.DEADLINE);
      }
    }

    /**
     * The first reason counts: a job that is cancelled at its time limit was cancelled. A second
     * interrupt would break the steps by which an executor stops the outside work.
     */
    private synchronized boolean stop(StopReason why) {
      if (thread == null) {
        return false;
      }
      if (reason == null) {
        reason = why;
        thread.interrupt();
      }
      return true;
    }

    /** Guards against an interrupt that hits the thread when the work is over and it reports. */
    private synchronized void close() {
      thread = null;
    }

    synchronized Optional<StopReason> reason() {
      return Optional.ofNullable(reason);
    }
  }
}
