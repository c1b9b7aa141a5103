package forja.api.secret;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How many things were sealed again, and how many could not be opened. */
public record Resealed(int done, int failed) {
  public static final Resealed NONE = new Resealed(0, 0);

  private static final Logger log = LoggerFactory.getLogger(Resealed.class);

  /** Seals one thing again; says whether it had to be. */
  @FunctionalInterface
  public interface Step<T> {
    boolean reseal(T thing, MasterKey key);
  }

  public static <T> Resealed of(T thing, MasterKey key, Step<T> step) {
    try {
      return step.reseal(thing, key) ? new Resealed(1, 0) : NONE;
    } catch (CannotOpen closed) {
      log.error("something stays as it is sealed: {}", closed.getMessage());
      return new Resealed(0, 1);
    }
  }

  public Resealed plus(Resealed other) {
    return new Resealed(done + other.done, failed + other.failed);
  }
}
