package forja.api;

import forja.api.broker.BrokerBelongings;
import forja.api.customer.ApiWorker;
import forja.api.customer.CustomerExecutor;
import forja.api.customer.Departure;
import forja.api.ledger.Belongings;
import forja.api.ledger.CustomerRows;
import forja.api.ledger.Farewells;
import forja.api.ledger.LastCancels;
import forja.api.ledger.LedgerBelongings;
import forja.api.ledger.LedgerDatabase;
import java.util.ArrayList;
import java.util.List;

/** How customers go: what they own, and who removes it. */
final class ApiFarewell {
  private ApiFarewell() {}

  /** Those of the people go first, so that nobody can do anything for the customer any more. */
  static ApiWorker startWorker(ApiLedger ledger, ApiBroker broker, List<Belongings> ofPeople) {
    var database = ledger.database();
    var departure =
        new Departure(
            new Farewells(database, ledger.bell()),
            new LastCancels(database, ledger.clock(), ledger.bell()),
            belongings(database, broker, ofPeople));
    return ApiWorker.start(broker.broker(), new CustomerExecutor(departure), ledger.clock());
  }

  // Whoever stores something new for customers adds it here; a test finds what is missing.
  private static List<Belongings> belongings(
      LedgerDatabase database, ApiBroker broker, List<Belongings> ofPeople) {
    var belongings = new ArrayList<>(ofPeople);
    belongings.add(new CustomerRows(database, "secrets", "secret"));
    belongings.add(new CustomerRows(database, "machines", "machine"));
    belongings.addAll(LedgerBelongings.in(database));
    belongings.add(new BrokerBelongings(broker.customers()));
    return List.copyOf(belongings);
  }
}
