package forja.bench.promise;

import forja.api.ledger.Customer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * No-op jobs, of which so many wait at any moment: what the workers take is booked anew, by the
 * same code whether few or many wait.
 */
final class Backlog {
  static final String PING = "{\"kind\":\"farm.ping\"}";

  /** As many may be out at once; they do not wait. */
  private static final int OUT = 2_000;

  private static final int A_PORTION = 10_000;
  private static final int SMALLEST_PORTION = 250;
  private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(3);
  private static final double NANOS = 1e9;

  private final PromiseFarm farm;
  private final Customer customer = Customer.MAIN;
  private final int target;
  private final long cameBefore;
  private long booked;
  private long lowest;

  Backlog(PromiseFarm farm, int waiting) throws SQLException {
    this.farm = farm;
    this.target = waiting + OUT;
    this.cameBefore = farm.ledger().comeBack(customer.id(), PromiseFarm.DEFAULT_POOL);
  }

  /** Fills it, lets it settle, and counts how many jobs a second come back. */
  double perSecond(Duration settling, Duration measured) throws SQLException {
    while (booked - done() < target * 0.95) {
      topUp();
    }
    var _ = keepUp(settling);
    return keepUp(measured);
  }

  private double keepUp(Duration time) throws SQLException {
    long began = System.nanoTime();
    long before = done();
    lowest = Long.MAX_VALUE;
    while (System.nanoTime() - began < time.toNanos()) {
      lowest = Math.min(lowest, booked - done());
      if (!topUp()) {
        LockSupport.parkNanos(LOOK_EVERY_NANOS);
      }
    }
    return (done() - before) * NANOS / (System.nanoTime() - began);
  }

  /** The fewest that were there while it was measured, waiting or out: few means starved. */
  long lowest() {
    return lowest;
  }

  /** Whether anything was missing. */
  private boolean topUp() throws SQLException {
    int missing = Math.toIntExact(Math.min(A_PORTION, target - (booked - done())));
    if (missing < SMALLEST_PORTION) {
      return false;
    }
    booked += farm.crowd().book(customer, PING, missing).size();
    return true;
  }

  private long done() throws SQLException {
    return farm.ledger().comeBack(customer.id(), PromiseFarm.DEFAULT_POOL) - cameBefore;
  }

  /** Nothing of it is left waiting. */
  void drain() throws Exception {
    farm.ledger().forgetWaiting(customer.id());
    farm.ledger().awaitNothingOut(PromiseFarm.DEFAULT_POOL);
  }
}
