package forja.api;

import forja.api.http.ReadinessCheck;
import forja.api.ledger.LedgerDatabase;
import forja.api.ledger.LedgerUnavailable;
import forja.routes.wiring.BrokerAway;
import forja.routes.wiring.BrokerDesk;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What the farm cannot take work without. */
final class Readiness {
  /** Beyond this share the broker soon takes no more messages. */
  private static final double DISK_NEARLY_FULL = 0.9;

  private Readiness() {}

  static List<ReadinessCheck> checks(LedgerDatabase database, BrokerDesk broker) {
    return List.of(
        check("database", () -> database(database)),
        check("broker", () -> broker(broker)),
        check("disk", () -> disk(broker)));
  }

  private static ReadinessCheck check(String part, Supplier<Optional<String>> trouble) {
    return new ReadinessCheck() {
      @Override
      public String part() {
        return part;
      }

      @Override
      public Optional<String> trouble() {
        return trouble.get();
      }
    };
  }

  private static Optional<String> database(LedgerDatabase database) {
    try {
      database.check();
      return Optional.empty();
    } catch (LedgerUnavailable _) {
      return Optional.of("cannot be reached: jobs cannot be handed in, running ones go on");
    }
  }

  private static Optional<String> broker(BrokerDesk broker) {
    try {
      return broker.node().isEmpty() ? Optional.of("does not say who it is") : Optional.empty();
    } catch (BrokerAway _) {
      return Optional.of("cannot be reached: jobs are taken and wait");
    }
  }

  private static Optional<String> disk(BrokerDesk broker) {
    try {
      double used = broker.diskUsed();
      return used < DISK_NEARLY_FULL
          ? Optional.empty()
          : Optional.of("the broker's disk is full to %.0f %%".formatted(used * 100));
    } catch (BrokerAway _) {
      return Optional.of("the broker cannot tell");
    }
  }
}
