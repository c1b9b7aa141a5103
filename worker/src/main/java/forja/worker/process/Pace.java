package forja.worker.process;

import java.time.Duration;

/** How often a supervisor hears of us, and how long the children have to stop. */
record Pace(Duration tick, Duration grace, Duration proof) {
  /** All that must be over before others may take the job is a part of the time to live. */
  static Pace of(Duration timeToLive) {
    return new Pace(
        timeToLive.dividedBy(20),
        timeToLive.multipliedBy(3).dividedBy(100),
        timeToLive.multipliedBy(2).dividedBy(10));
  }
}
