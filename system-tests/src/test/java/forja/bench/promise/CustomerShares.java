package forja.bench.promise;

import forja.api.ledger.Customer;
import forja.bench.figure.Finding;
import forja.bench.figure.PartFigures;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Whether customers who all want more than there is get the same. */
final class CustomerShares {
  private static final String POOL = "shares";
  private static final Duration EACH = Duration.ofMillis(10);
  private static final Duration WINDOW = Duration.ofSeconds(5);
  private static final Duration STEP = Duration.ofMillis(250);
  private static final double LEAST = 0.95;

  private final PromiseFarm farm;
  private final PromiseSize size;

  CustomerShares(PromiseFarm farm, PromiseSize size) {
    this.farm = farm;
    this.size = size;
  }

  PartFigures measure() throws Exception {
    var customers =
        IntStream.range(0, size.customers())
            .mapToObj(number -> farm.customer("sharer-" + number))
            .toList();
    for (var customer : customers) {
      farm.crowd().book(customer, Naps.of(EACH, POOL), size.jobsEach());
    }
    try (var _ = farm.join(POOL, Flood.SLOTS)) {
      for (var customer : customers) {
        LedgerTimes.await(
            customer + " is served",
            () -> farm.ledger().comeBack(customer.id(), POOL) >= size.jobsEach());
      }
    }
    return figures(ends(customers));
  }

  private List<List<Instant>> ends(List<Customer> customers) throws SQLException {
    var ends = new ArrayList<List<Instant>>();
    for (var customer : customers) {
      ends.add(
          farm.ledger().succeededOf(customer.id()).stream()
              .map(LedgerTimes.Row::ended)
              .sorted()
              .toList());
    }
    return ends;
  }

  /** As long as each of them had jobs left, every window counts. */
  private PartFigures figures(List<List<Instant>> ends) {
    var first = ends.stream().map(List::getFirst).min(Instant::compareTo).orElseThrow();
    var last = ends.stream().map(List::getLast).min(Instant::compareTo).orElseThrow();
    double worst = 1;
    int windows = 0;
    for (var from = first; !from.plus(WINDOW).isAfter(last); from = from.plus(STEP)) {
      worst = Math.min(worst, index(ends, from));
      windows++;
    }
    if (windows == 0) {
      throw new IllegalStateException("all was over within " + WINDOW);
    }
    var what =
        "Jain's index of %d customers with %,d jobs each, the worst 5 s"
            .formatted(size.customers(), size.jobsEach());
    return PartFigures.of(Finding.atLeast(what, LEAST, worst))
        .noting("%d windows, jobs of %d ms".formatted(windows, EACH.toMillis()));
  }

  private static double index(List<List<Instant>> ends, Instant from) {
    double sum = 0;
    double squares = 0;
    for (var ofCustomer : ends) {
      long ended =
          ofCustomer.stream()
              .filter(end -> !end.isBefore(from) && end.isBefore(from.plus(WINDOW)))
              .count();
      sum += ended;
      squares += (double) ended * ended;
    }
    return squares == 0 ? 0 : sum * sum / (ends.size() * squares);
  }
}
