package forja.chaos.promise;

import forja.chaos.history.History;
import forja.chaos.history.Life;
import forja.chaos.history.StruckFault;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * A redelivered job waits 7/10 of the time to live before it begins, so whatever a dead, frozen or
 * silent worker has started must be gone by then.
 */
final class ChildrenDieWithWorkers implements Promise {

  @Override
  public String says() {
    return "children die with their worker, also when it is only frozen or cut off";
  }

  @Override
  public Stream<Breach> breaches(History history) {
    var life = history.timeToLive();
    return history.lives().stream()
        .flatMap(child ->
            history.faults().stream()
                .filter(fault -> fault.victim().equals(child.worker()))
                .filter(fault -> outlives(child, fault, life))
                .map(fault -> breach(child, fault)));
  }

  private static Breach breach(Life life, StruckFault fault) {
    return Breach.of(
        "process %s was alive at %s, although %s".formatted(life.pid(), life.last(), fault),
        life.job());
  }

  private static boolean outlives(Life child, StruckFault fault, Duration timeToLive) {
    var limit = timeToLive.multipliedBy(7).dividedBy(10);
    return switch (fault.kind()) {
      case WORKER_KILLED -> child.last().isAfter(fault.to().plus(limit));
      case WORKER_FROZEN -> outlivesSilence(child, fault, limit);
      // What the worker had just asked may still be answered, and counts as a proof.
      case CONNECTION_SILENT -> outlivesSilence(child, fault, limit.plus(timeToLive.dividedBy(20)));
      case CONNECTION_CUT, API_KILLED, BROKER_KILLED, DATABASE_KILLED -> false;
    };
  }

  /** What it starts after it woke up, or is heard again, is its own affair. */
  private static boolean outlivesSilence(Life life, StruckFault fault, Duration limit) {
    return life.first().isBefore(fault.from()) && life.last().isAfter(fault.from().plus(limit));
  }
}
