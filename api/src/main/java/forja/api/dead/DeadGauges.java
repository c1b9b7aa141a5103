package forja.api.dead;

import forja.api.ledger.DeadLetter;
import forja.api.ledger.DeadLetters;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** How many dead letters wait for somebody; counted when somebody looks. */
public final class DeadGauges {
  private final DeadLetters letters;
  private final MultiGauge gauge;

  /** Held here: a counter alone does not keep alive what it asks. */
  private final LongSupplier unproven;

  /** The last argument tells what workers have said of jobs that they had not received. */
  public DeadGauges(MeterRegistry metrics, DeadLetters letters, LongSupplier unproven) {
    this.letters = letters;
    this.unproven = unproven;
    FunctionCounter.builder("forja.reports.unproven", this, it -> it.unproven.getAsLong())
        .description("Reports and pieces of logs that showed no proof and were refused")
        .register(metrics);
    this.gauge =
        MultiGauge.builder("forja.dead.letters")
            .description("Messages that could not be read or delivered")
            .register(metrics);
  }

  public void refresh() {
    var counts = letters.counts();
    gauge.register(
        Stream.of(DeadLetter.What.values())
            .<Row<?>>map(
                what -> Row.of(Tags.of("what", what.wireName()), counts.getOrDefault(what, 0L)))
            .toList(),
        true);
  }
}
