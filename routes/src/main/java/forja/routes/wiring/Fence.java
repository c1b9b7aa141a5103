package forja.routes.wiring;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long a worker may go on without proof that the broker still holds its jobs for it, and what
 * is done with one that cannot stop.
 *
 * <p>The broker gives the jobs of a silent worker to others after the time to live; all times here
 * are parts of it, so that the worker is the first to stop.
 */
public record Fence(
    Duration timeToLive, LongSupplier nanoTime, Consumer<String> halt, boolean holds) {
  private static final Logger log = LoggerFactory.getLogger(Fence.class);
  private static final int CANNOT_STOP = 70;

  public Fence(Duration timeToLive, LongSupplier nanoTime, Consumer<String> halt) {
    this(timeToLive, nanoTime, halt, true);
  }

  public static Fence of(Duration timeToLive) {
    return new Fence(timeToLive, System::nanoTime, Fence::haltProcess);
  }

  /** For drills alone: nothing is proven, nobody is stopped, nobody waits. */
  public static Fence open(Duration timeToLive) {
    return new Fence(timeToLive, System::nanoTime, _ -> {}, false);
  }

  /**
   * Where the process does more than work, something else is done with a worker that cannot stop.
   */
  public Fence halting(Consumer<String> instead) {
    return new Fence(timeToLive, nanoTime, instead, holds);
  }

  /** Often, so that a process which a busy machine lets wait is not taken for a silent one. */
  Duration proveEvery() {
    return timeToLive.dividedBy(20);
  }

  /** Without proof for so long, a session is given up. */
  Duration silenceLimit() {
    return tenths(4);
  }

  /** Whoever works for a session that was given up has at least so long to stop. */
  Duration stopLimit() {
    return tenths(3);
  }

  /** So long even when it comes late. */
  Duration leastStopLimit() {
    return tenths(1);
  }

  /** After so long, whoever had a job before is seen to have stopped, or its process has. */
  public Duration untilOthersStopped() {
    return holds ? silenceLimit().plus(stopLimit()) : Duration.ZERO;
  }

  private Duration tenths(int count) {
    return timeToLive.multipliedBy(count).dividedBy(10);
  }

  private static void haltProcess(String reason) {
    log.error("this process halts: {}", reason);
    // Not an exit: its hooks would wait for the very threads that do not stop.
    Runtime.getRuntime().halt(CANNOT_STOP);
  }
}
