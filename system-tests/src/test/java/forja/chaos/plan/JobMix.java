package forja.chaos.plan;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Draws one job after the other: most are short, some are long, some want what others hold. */
final class JobMix {
  private static final int LOCKS = 24;
  private static final int MOST_PROCESSES = 4;
  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration SHORT = Duration.ofSeconds(1);
  private static final Duration MIDDLING = Duration.ofSeconds(4);
  private static final Duration LONGEST = Duration.ofSeconds(20);
  private static final Duration LONGEST_UNDER_LOCK = Duration.ofMillis(500);

  private final Random chance;

  JobMix(Random chance) {
    this.chance = chance;
  }

  PlannedJob effect(int number) {
    var locks = locks();
    int processes = happens(50) ? 1 + chance.nextInt(MOST_PROCESSES) : 0;
    return new PlannedJob(
        number,
        0,
        locks.isEmpty() ? "job-" + number : locks.getFirst(),
        locks.isEmpty() ? lasts() : DrillPlan.between(SHORTEST, LONGEST_UNDER_LOCK, chance),
        processes,
        processes > 0 && happens(20),
        locks,
        happens(90),
        DrillPlan.between(Duration.ZERO, DrillPlan.JOBS_COME_FOR, chance),
        happens(4)
            ? Optional.of(DrillPlan.between(Duration.ZERO, MIDDLING, chance))
            : Optional.empty(),
        happens(10));
  }

  PlannedJob failing(int number) {
    return new PlannedJob(
        number,
        1 + chance.nextInt(3),
        "",
        Duration.ZERO,
        0,
        false,
        List.of(),
        true,
        DrillPlan.between(Duration.ZERO, DrillPlan.JOBS_COME_FOR, chance),
        Optional.empty(),
        happens(10));
  }

  private Duration lasts() {
    int draw = chance.nextInt(100);
    if (draw < 80) {
      return DrillPlan.between(SHORTEST, SHORT, chance);
    }
    return draw < 96
        ? DrillPlan.between(SHORT, MIDDLING, chance)
        : DrillPlan.between(MIDDLING, LONGEST, chance);
  }

  /** A third of all; a tenth of those want two, in either order. */
  private List<String> locks() {
    int first = chance.nextInt(LOCKS);
    int second = (first + 1 + chance.nextInt(LOCKS - 1)) % LOCKS;
    if (chance.nextInt(3) > 0) {
      return List.of();
    }
    return happens(10) ? List.of("lock-" + first, "lock-" + second) : List.of("lock-" + first);
  }

  private boolean happens(int percent) {
    return chance.nextInt(100) < percent;
  }
}
