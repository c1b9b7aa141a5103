package forja.bench.promise;

import forja.api.ledger.Customer;
import forja.bench.figure.Finding;
import forja.bench.figure.PartFigures;

/** Whether a farm slows down when very much waits. */
final class BacklogRatio {
  private static final int FEW = 1_000;
  private static final double LEAST = 0.9;
  private static final String JAMMED =
      "{\"kind\":\"farm.sleep\",\"spec\":{\"for\":\"PT1S\"},\"locks\":[\"bench/jam\"]}";

  private final PromiseFarm farm;
  private final PromiseSize size;

  BacklogRatio(PromiseFarm farm, PromiseSize size) {
    this.farm = farm;
    this.size = size;
  }

  /** The same customer, the same lane: the worst place for a million others to be. */
  PartFigures million() throws Exception {
    double few = perSecond(FEW);
    double many = perSecond(size.backlog());
    var what = "jobs/s with %,d waiting against %,d".formatted(size.backlog(), FEW);
    return PartFigures.of(Finding.atLeast(what, LEAST, many / few))
        .noting("%,.0f/s against %,.0f/s; same lane, same customer".formatted(many, few));
  }

  /** Those who wait for a lock, beside those who do not. */
  PartFigures jam() throws Exception {
    double alone = perSecond(FEW);
    var _ = farm.crowd().book(Customer.MAIN, JAMMED, size.crowd());
    double beside = perSecond(FEW);
    var what = "jobs/s beside %,d that wait for one lock".formatted(size.crowd());
    return PartFigures.of(Finding.atLeast(what, LEAST, beside / alone))
        .noting("%,.0f/s against %,.0f/s; same lane, same customer".formatted(beside, alone));
  }

  private double perSecond(int waiting) throws Exception {
    var backlog = new Backlog(farm, waiting);
    double perSecond = backlog.perSecond(size.steady(), size.steady());
    backlog.drain();
    return perSecond;
  }
}
