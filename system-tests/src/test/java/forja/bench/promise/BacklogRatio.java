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

  /**
   * The same customer, the same lane: the worst place for a million others to be. Measured between
   * two runs with few, since one farm is by a tenth faster or slower from minute to minute.
   */
  PartFigures million() throws Exception {
    var before = measured(FEW);
    var many = measured(size.backlog());
    var after = measured(FEW);
    var what = "jobs/s with %,d waiting against %,d".formatted(size.backlog(), FEW);
    double few = (before.perSecond + after.perSecond) / 2;
    return PartFigures.of(Finding.atLeast(what, LEAST, many.perSecond / few))
        .noting("%s, between %s and %s; same lane, same customer".formatted(many, before, after));
  }

  /** Those who wait for a lock, beside those who do not. */
  PartFigures jam() throws Exception {
    var alone = measured(FEW);
    var _ = farm.crowd().book(Customer.MAIN, JAMMED, size.crowd());
    var beside = measured(FEW);
    var what = "jobs/s beside %,d that wait for one lock".formatted(size.crowd());
    return PartFigures.of(Finding.atLeast(what, LEAST, beside.perSecond / alone.perSecond))
        .noting("%s against %s; same lane, same customer".formatted(beside, alone));
  }

  /** So many jobs a second, with never fewer waiting or out than so many. */
  private record Measured(double perSecond, long lowest) {
    @Override
    public String toString() {
      return "%,.0f/s with never fewer than %,d waiting or out".formatted(perSecond, lowest);
    }
  }

  private Measured measured(int waiting) throws Exception {
    var backlog = new Backlog(farm, waiting);
    double perSecond = backlog.perSecond(size.steady(), size.steady());
    backlog.drain();
    return new Measured(perSecond, backlog.lowest());
  }
}
