package forja.cli.http;

import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/** Pauses that grow, and an end to them. Not for several threads. */
public final class Patience {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private final Duration limit;
  private Duration pause = FIRST_PAUSE;
  private long troubleSince;
  private boolean inTrouble;

  public Patience(Duration limit) {
    this.limit = limit;
  }

  /** Returns when it is time to try again; throws the trouble when it has lasted too long. */
  public void pauseAfter(RuntimeException trouble) {
    if (!inTrouble) {
      inTrouble = true;
      troubleSince = System.nanoTime();
    }
    if (System.nanoTime() - troubleSince + pause.toNanos() > limit.toNanos()) {
      throw trouble;
    }
    sleep(pause);
    var doubled = pause.multipliedBy(2);
    pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
  }

  public boolean inTrouble() {
    return inTrouble;
  }

  public void itWorksAgain() {
    inTrouble = false;
    pause = FIRST_PAUSE;
  }

  static void sleep(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new InterruptedIOException("told to stop"));
    }
  }
}
