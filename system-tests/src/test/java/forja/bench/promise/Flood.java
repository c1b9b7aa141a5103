package forja.bench.promise;

import forja.api.ledger.Customer;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;

/**
 * A customer who has queued far more than the farm can do. Its first jobs are of different lengths:
 * from then on the slots fall free one after the other, and not all at once.
 */
final class Flood implements AutoCloseable {
  static final int SLOTS = 8;

  private final PromiseFarm farm;
  private final String pool;
  private final Customer customer;

  private Flood(PromiseFarm farm, String pool, Customer customer) {
    this.farm = farm;
    this.pool = pool;
    this.customer = customer;
  }

  /** Returns when it has all the slots and their beat is broken. */
  static Flood of(PromiseFarm farm, String pool, Duration each, int jobs) throws Exception {
    var flood = new Flood(farm, pool, farm.customer("flood-" + pool));
    long before = farm.ledger().comeBack(flood.customer.id(), pool);
    for (int slot = 1; slot <= SLOTS; slot++) {
      flood.book(each.multipliedBy(slot).dividedBy(SLOTS), 1);
    }
    flood.book(each, jobs);
    LedgerTimes.await("the flood is in every slot", () -> flood.cameBack() >= before + 2 * SLOTS);
    return flood;
  }

  private void book(Duration each, int jobs) {
    farm.crowd().book(customer, Naps.of(each, pool), jobs);
  }

  private long cameBack() throws SQLException {
    return farm.ledger().comeBack(customer.id(), pool);
  }

  @Override
  public void close() throws SQLException, IOException {
    farm.ledger().forgetWaiting(customer.id());
    farm.ledger().awaitNothingOut(pool);
  }
}
