package forja.chaos;

import forja.chaos.history.AcceptedJob;
import forja.chaos.history.History;
import forja.chaos.history.LedgerJob;
import forja.chaos.history.StruckFault;
import forja.chaos.plan.DrillPlan;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Carries out a plan on a farm and gathers what happened. */
final class Drill {
  /** After the last fault; whatever has not ended then is stuck. */
  private static final Duration ENDS_WITHIN = Duration.ofSeconds(100);

  private static final Duration SETTLES_WITHIN = Duration.ofSeconds(15);
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  private final DrillFarm farm;
  private final DrillPlan plan;
  private final DrillTerms terms;
  private final LedgerTruth ledger;

  Drill(DrillFarm farm, DrillPlan plan, DrillTerms terms) {
    this.farm = farm;
    this.plan = plan;
    this.terms = terms;
    this.ledger = new LedgerTruth(farm.parts().folder());
  }

  /** Looks whether something has come true. */
  @FunctionalInterface
  private interface Look {
    boolean isTrue();
  }

  History run() throws InterruptedException {
    try (var watch = new ProcessWatch(farm.parts().folder().path());
        var subscriber = new Subscriber(farm)) {
      DrillPlan.PERMITS.forEach(farm::setPermits);
      watch.begin();
      subscriber.begin();
      return run(watch, subscriber);
    }
  }

  private History run(ProcessWatch watch, Subscriber subscriber) throws InterruptedException {
    try (var callers = new Callers(farm, plan.seed());
        var striker = new FaultStriker(farm, watch)) {
      callers.begin(plan.jobs());
      striker.begin(plan.faults());
      var faults = striker.await();
      var accepted = callers.await();
      await(ENDS_WITHIN, () -> ledger.openJobs() == 0);
      await(SETTLES_WITHIN, () -> leftovers(watch).values().stream().allMatch(count -> count == 0));
      var jobs = ledger.jobs();
      long events = jobs.stream().mapToLong(job -> job.events().size()).sum();
      await(SETTLES_WITHIN, () -> subscriber.heard().size() >= events);
      return history(accepted, jobs, faults, new Witnesses(watch, subscriber));
    }
  }

  private record Witnesses(ProcessWatch watch, Subscriber subscriber) {}

  private History history(
      List<AcceptedJob> accepted, List<LedgerJob> jobs, List<StruckFault> faults, Witnesses seen) {
    var targets = new Targets(WorkerPlace.effects(farm.parts()));
    return new History(
        accepted,
        jobs,
        targets.traces(),
        Stream.concat(seen.watch().lives().stream(), targets.lives().stream()).toList(),
        seen.subscriber().heard(),
        faults,
        leftovers(seen.watch()),
        DrillPlan.PERMITS,
        terms.timeToLive(),
        farm.halts());
  }

  private Map<String, Long> leftovers(ProcessWatch watch) {
    var all = new LinkedHashMap<>(ledger.leftovers());
    all.putAll(BrokerTruth.leftovers(farm.parts()));
    all.put("child processes", watch.alive());
    return all;
  }

  /**
   * Goes on after the time is over: what has not come true then breaks a promise, which says more.
   */
  private static void await(Duration atMost, Look look) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (!look.isTrue() && System.nanoTime() < deadline) {
      Pause.of(LOOK_EVERY);
    }
  }
}
