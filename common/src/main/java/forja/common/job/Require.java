package forja.common.job;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The checks of compact constructors: each names the field and says what is wrong with it. */
public final class Require {
  private Require() {}

  public static void that(boolean holds, String field, String problem) {
    if (!holds) {
      throw new InvalidSpec(field, problem);
    }
  }

  public static void between(long least, long value, long most, String field) {
    that(
        value >= least && value <= most,
        field,
        "must be between " + least + " and " + most + ", found " + value);
  }

  public static void between(
      Duration least, @Nullable Duration value, Duration most, String field) {
    that(value != null, field, "is missing");
    that(
        value.compareTo(least) >= 0 && value.compareTo(most) <= 0,
        field,
        "must be between " + least + " and " + most + ", found " + value);
  }
}
