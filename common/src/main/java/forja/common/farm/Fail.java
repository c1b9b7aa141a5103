package forja.common.farm;

import forja.common.job.Failure;
import forja.common.job.Require;
import org.jspecify.annotations.Nullable;

/**
 * Fail in the given way; with {@code attempts}, only the first so many attempts fail and the next
 * one succeeds.
 */
public record Fail(Failure.@Nullable Kind as, @Nullable String message, @Nullable Integer attempts)
    implements FarmSpec {
  public static final int LONGEST_MESSAGE = 1_000;

  public Fail {
    as = as == null ? Failure.Kind.WORK_FAILED : as;
    message = message == null ? "failed as asked" : message;
    attempts = attempts == null ? Integer.valueOf(Integer.MAX_VALUE) : attempts;
    Require.that(
        message.length() <= LONGEST_MESSAGE,
        "message",
        "must be at most " + LONGEST_MESSAGE + " characters");
    Require.between(1, attempts, Integer.MAX_VALUE, "attempts");
  }
}
