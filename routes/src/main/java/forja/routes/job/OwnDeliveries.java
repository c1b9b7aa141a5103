package forja.routes.job;

import forja.common.job.JobId;
import forja.common.job.Token;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.function.LongSupplier;

/**
 * Remembers what came to this worker: when the very next delivery of a job comes here as well,
 * nobody else can have begun it in between. A worker whose connection was cut for a moment so goes
 * on with its jobs at once, and a wait that was cut short need not begin anew.
 */
final class OwnDeliveries {
  /** Whatever is forgotten waits in full. */
  static final int MOST_REMEMBERED = 4_096;

  private final LinkedHashMap<JobId, Own> latest = new LinkedHashMap<>();
  private final LongSupplier nanoTime;

  OwnDeliveries(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * A delivery that came here, and the moment by which all that had the job before have stopped.
   */
  private record Own(Token token, long othersStopped) {

    boolean isRightBefore(Token next) {
      return next.equals(new Token(token.attempt(), token.release(), token.delivery() + 1));
    }
  }

  /**
   * How long others may be at work on what comes now, if whoever had it last may be for so long.
   * Our own work on it is not spoken of: see {@link RunningJobs#enter}.
   */
  synchronized Duration othersMayWorkFor(JobId job, Token token, Duration afterTheLast) {
    long now = nanoTime.getAsLong();
    var own = latest.get(job);
    long stopped =
        own != null && own.isRightBefore(token) ? own.othersStopped : now + afterTheLast.toNanos();
    latest.putLast(job, new Own(token, stopped));
    if (latest.size() > MOST_REMEMBERED) {
      latest.pollFirstEntry();
    }
    return Duration.ofNanos(Math.max(0, stopped - now));
  }
}
