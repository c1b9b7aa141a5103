package forja.bench;

import forja.bench.raw.RawTimes;
import java.time.Duration;

/**
 * How long and how much the engine benchmark measures. A path must be warm: a cold one tells of the
 * compiler.
 */
record EngineSize(
    Duration warmUp,
    int batchJobs,
    int otherJobs,
    Duration longest,
    int idleWarmUp,
    int idleJobs,
    RawTimes raw) {

  static EngineSize of(BenchOptions options) {
    return options.quick()
        ? new EngineSize(
            Duration.ofSeconds(2),
            options.jobs(),
            options.jobs() / 4,
            Duration.ofSeconds(4),
            100,
            100,
            new RawTimes(Duration.ofMillis(500), Duration.ofSeconds(1)))
        : new EngineSize(
            Duration.ofSeconds(20),
            options.jobs(),
            options.jobs() / 2,
            Duration.ofSeconds(15),
            500,
            1000,
            new RawTimes(Duration.ofSeconds(3), Duration.ofSeconds(3)));
  }

  /** No more than the farm can do in the longest time, judged by its warm-up. */
  int jobs(int wanted, double perSecond, int unit) {
    long affordable = Math.round(perSecond * longest.toMillis() / 1000);
    long jobs = Math.clamp(affordable, 1, wanted);
    return Math.toIntExact(Math.max(unit, jobs / unit * unit));
  }
}
