package forja.chaos.promise;

import forja.chaos.history.History;
import forja.chaos.history.Life;
import forja.chaos.history.StruckFault;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A redelivered job waits 7/10 of the time to live before it begins, so whatever a dead or frozen
 * worker has started must be gone by then.
 */
final class ChildrenDieWithWorkers implements Promise {

  @Override
  public String says() {
    return "children die with their worker, also when it is only frozen";
  }

  @Override
  public Stream<Breach> breaches(History history) {
    var limit = history.timeToLive().multipliedBy(7).dividedBy(10);
    return history.lives().stream()
        .flatMap(life ->
            history.faults().stream()
                .filter(fault -> fault.victim().equals(life.worker()))
                .flatMap(fault -> breach(life, fault, limit).stream()));
  }

  private static Optional<Breach> breach(Life life, StruckFault fault, Duration limit) {
    boolean outlives =
        switch (fault.kind()) {
          case WORKER_KILLED -> life.last().isAfter(fault.to().plus(limit));
          case WORKER_FROZEN -> outlivesFrost(life, fault, limit);
          case CONNECTION_CUT, CONNECTION_SILENT, API_KILLED, BROKER_KILLED, DATABASE_KILLED ->
              false;
        };
    return outlives
        ? Optional.of(
            Breach.of(
                "process %s was alive at %s, although %s".formatted(life.pid(), life.last(), fault),
                life.job()))
        : Optional.empty();
  }

  /** What it starts after it woke up is its own affair. */
  private static boolean outlivesFrost(Life life, StruckFault frost, Duration limit) {
    return life.first().isBefore(frost.from()) && life.last().isAfter(frost.from().plus(limit));
  }
}
