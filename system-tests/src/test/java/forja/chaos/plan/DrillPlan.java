package forja.chaos.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** All that is done to a farm in one drill; the same seed gives the same plan. */
public record DrillPlan(long seed, List<PlannedJob> jobs, List<PlannedFault> faults) {
  private static final int EFFECTS = 2_000;
  private static final int FAILING = 60;

  /** Locks that several may hold at once; all others have one permit. */
  public static final Map<String, Integer> PERMITS = Map.of("lock-0", 3, "lock-1", 2);

  /** Jobs keep coming for so long, so that every fault finds some at work. */
  public static final Duration JOBS_COME_FOR = Duration.ofSeconds(52);

  /** Faults are spread over the time between, each at a random moment of its share of it. */
  private static final Duration FIRST_FAULT = Duration.ofSeconds(3);

  private static final Duration LAST_FAULT = Duration.ofSeconds(62);

  public static DrillPlan of(long seed, Duration timeToLive) {
    var chance = new Random(seed);
    return new DrillPlan(seed, jobs(chance), faults(chance, timeToLive));
  }

  private static List<PlannedJob> jobs(Random chance) {
    var effects = new JobMix(chance);
    var all = new ArrayList<PlannedJob>();
    for (int number = 0; number < EFFECTS; number++) {
      all.add(effects.effect(number));
    }
    for (int number = EFFECTS; number < EFFECTS + FAILING; number++) {
      all.add(effects.failing(number));
    }
    return List.copyOf(all);
  }

  private static List<PlannedFault> faults(Random chance, Duration timeToLive) {
    var kinds = new ArrayList<FaultKind>();
    for (var kind : FaultKind.values()) {
      kinds.addAll(Collections.nCopies(kind.times(), kind));
    }
    Collections.shuffle(kinds, chance);
    var step = LAST_FAULT.minus(FIRST_FAULT).dividedBy(kinds.size());
    var faults = new ArrayList<PlannedFault>();
    for (var kind : kinds) {
      var begin = FIRST_FAULT.plus(step.multipliedBy(faults.size()));
      faults.add(fault(kind, between(begin, begin.plus(step), chance), chance, timeToLive));
    }
    return List.copyOf(faults);
  }

  /** What freezes stays so for longer than the broker waits for a sign of life. */
  private static PlannedFault fault(
      FaultKind kind, Duration at, Random chance, Duration timeToLive) {
    var lasts =
        between(timeToLive.multipliedBy(11).dividedBy(10), timeToLive.multipliedBy(2), chance);
    return new PlannedFault(kind, at, chance.nextInt(1_000), lasts);
  }

  static Duration between(Duration least, Duration most, Random chance) {
    return Duration.ofMillis(chance.nextLong(least.toMillis(), most.toMillis() + 1));
  }
}
