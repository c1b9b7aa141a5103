package forja.api.customer;

import forja.api.ledger.Belongings;
import forja.api.ledger.Customer;
import forja.common.job.Progress;
import java.util.List;

/** Removes the belongings of one customer, counts them, and tells how far it is. */
final class Tally {
  private static final int ALL = 99;

  private final Customer customer;
  private final List<Belongings> belongings;
  private final Progress progress;
  private long expected;
  private long removed;

  Tally(Customer customer, List<Belongings> belongings, Progress progress) {
    this.customer = customer;
    this.belongings = belongings;
    this.progress = progress;
  }

  void removeAll() throws InterruptedException {
    expected = removed + left();
    for (var some : belongings) {
      removeAll(some);
    }
  }

  private void removeAll(Belongings some) throws InterruptedException {
    long ofThem = 0;
    for (long now = some.remove(customer); now > 0; now = some.remove(customer)) {
      ofThem += now;
      removed += now;
      progress.reached(percent(), "removed " + ofThem + " " + some.name());
      // Guards against an interrupt that nothing in between has noticed.
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
    if (ofThem > 0) {
      progress.log("removed " + ofThem + " " + some.name());
    }
  }

  private int percent() {
    return expected == 0 ? ALL : (int) Math.min(ALL, removed * ALL / expected);
  }

  boolean isNothingLeft() {
    return left() == 0;
  }

  private long left() {
    return belongings.stream().mapToLong(some -> some.left(customer)).sum();
  }

  long removed() {
    return removed;
  }
}
