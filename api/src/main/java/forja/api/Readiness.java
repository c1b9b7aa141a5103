package forja.api;

import forja.api.http.Condition;
import forja.api.http.ReadinessCheck;
import forja.api.ledger.LedgerDatabase;
import forja.api.ledger.LedgerUnavailable;
import forja.routes.wiring.BrokerAway;
import forja.routes.wiring.BrokerDesk;
import java.util.List;
import java.util.function.Supplier;

/** What the farm cannot take work without. */
final class Readiness {
  private Readiness() {}

  static List<ReadinessCheck> checks(LedgerDatabase database, BrokerDesk broker) {
    return List.of(
        check("database", () -> database(database)),
        check("broker", () -> broker(broker)),
        check("disk", () -> disk(broker)));
  }

  private static ReadinessCheck check(String part, Supplier<Condition> condition) {
    return new ReadinessCheck() {
      @Override
      public String part() {
        return part;
      }

      @Override
      public Condition condition() {
        return condition.get();
      }
    };
  }

  private static Condition database(LedgerDatabase database) {
    try {
      database.check();
      return Condition.up();
    } catch (LedgerUnavailable _) {
      return Condition.down("cannot be reached: jobs cannot be handed in, running ones go on");
    }
  }

  private static Condition broker(BrokerDesk broker) {
    try {
      return broker.node().isEmpty() ? Condition.down("does not say who it is") : Condition.up();
    } catch (BrokerAway _) {
      return Condition.down("cannot be reached: jobs are taken and wait");
    }
  }

  private static Condition disk(BrokerDesk broker) {
    try {
      return disk(broker.diskUsed(), broker.fullestDisk());
    } catch (BrokerAway _) {
      return Condition.down("the broker cannot tell");
    }
  }

  /** At its limit the broker takes no more messages. */
  static Condition disk(double used, double limit) {
    return used < limit
        ? Condition.up(
            "the broker's disk is full to %.0f %%, its limit is %.0f %%"
                .formatted(used * 100, limit * 100))
        : Condition.down(
            "the broker's disk is full to %.0f %%, at %.0f %% it takes no more messages"
                .formatted(used * 100, limit * 100));
  }
}
