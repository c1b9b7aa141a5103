package forja.harness;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/** Waiting for what has to come; a story never waits for the clock alone, and never for ever. */
public final class Deadline {
  /** For what is quick on an idle machine; a busy one may take its time. */
  public static final Duration PATIENCE = Duration.ofSeconds(90);

  private static final Duration LOOK_EVERY = Duration.ofMillis(25);

  private Deadline() {}

  public static <T> T await(String what, Callable<Optional<T>> answer) {
    return await(what, PATIENCE, answer);
  }

  public static <T> T await(String what, Duration atMost, Callable<Optional<T>> answer) {
    return Awaitility.await(what)
        .atMost(atMost)
        .pollDelay(Duration.ZERO)
        .pollInterval(LOOK_EVERY)
        .until(answer, Optional::isPresent)
        .orElseThrow();
  }

  public static void until(String what, Callable<Boolean> holds) {
    until(what, PATIENCE, holds);
  }

  public static void until(String what, Duration atMost, Callable<Boolean> holds) {
    Awaitility.await(what)
        .atMost(atMost)
        .pollDelay(Duration.ZERO)
        .pollInterval(LOOK_EVERY)
        .until(holds);
  }
}
