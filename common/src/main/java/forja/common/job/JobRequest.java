package forja.common.job;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A job as a caller asks for it: the spec and its envelope. A request that exists is valid. */
public record JobRequest(
    JobSpec spec,
    int priority,
    Optional<Instant> runAt,
    Duration timeLimit,
    RetryPolicy retry,
    Map<String, String> labels,
    String pool,
    List<String> locks,
    Optional<Unique> unique,
    Optional<Instant> deadline) {
  public static final int HIGHEST_PRIORITY = 100;
  public static final Duration DEFAULT_TIME_LIMIT = Duration.ofHours(1);
  public static final Duration LONGEST_TIME_LIMIT = Duration.ofDays(7);
  public static final String DEFAULT_POOL = "default";
  public static final Pattern POOL_NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
  public static final int MOST_LABELS = 32;

  /**
   * No part between slashes is empty or begins with a dot, so that a name can stand in a path. No
   * group is repeated: Java would need a stack as deep as a hostile name is long.
   */
  public static final Pattern LOCK_NAME =
      Pattern.compile("(?!.*/(/|\\.|$))[A-Za-z0-9][A-Za-z0-9._:/-]{0,126}");

  public static final int MOST_LOCKS = 16;

  public JobRequest {
    Require.between(-HIGHEST_PRIORITY, priority, HIGHEST_PRIORITY, "priority");
    Require.between(Duration.ofMillis(1), timeLimit, LONGEST_TIME_LIMIT, "timeLimit");
    Require.that(
        POOL_NAME.matcher(pool).matches(), "pool", "must be a lower-case name, found " + pool);
    Require.that(isAfter(deadline, runAt), "deadline", "must be after runAt");
    // As fine as the ledger keeps it, so that every answer says the same.
    deadline = deadline.map(at -> at.truncatedTo(ChronoUnit.MICROS));
    labels = Map.copyOf(labels);
    Require.that(labels.size() <= MOST_LABELS, "labels", "must be at most " + MOST_LABELS);
    Require.that(locks.size() <= MOST_LOCKS, "locks", "must be at most " + MOST_LOCKS);
    Require.that(
        locks.stream().allMatch(JobRequest::isLockName), "locks", "must be names, found " + locks);
    Require.that(
        locks.stream().distinct().count() == locks.size(),
        "locks",
        "must not name one twice, found " + locks);
    locks = List.copyOf(locks);
  }

  public static boolean isLockName(@Nullable String name) {
    return name != null && LOCK_NAME.matcher(name).matches();
  }

  private static boolean isAfter(Optional<Instant> deadline, Optional<Instant> runAt) {
    return deadline.isEmpty() || runAt.filter(begin -> !begin.isBefore(deadline.get())).isEmpty();
  }

  /** A request with every default in place. */
  public static JobRequest of(JobSpec spec) {
    return new JobRequest(
        spec,
        0,
        Optional.empty(),
        DEFAULT_TIME_LIMIT,
        RetryPolicy.DEFAULT,
        Map.of(),
        DEFAULT_POOL,
        List.of(),
        Optional.empty(),
        Optional.empty());
  }
}
