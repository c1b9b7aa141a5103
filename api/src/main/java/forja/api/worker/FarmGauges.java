package forja.api.worker;

import forja.api.ledger.Customer;
import forja.api.ledger.Lane;
import forja.api.ledger.LaneCount;
import forja.api.ledger.LedgerReader;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;

/**
 * What an operator watches: how much waits, for how long, and who is there to do it. Counted when
 * somebody looks.
 */
public final class FarmGauges {
  private final LedgerReader reader;
  private final LiveWorkers workers;
  private final Clock clock;
  private final MultiGauge queued;
  private final MultiGauge scheduled;
  private final MultiGauge out;
  private final MultiGauge oldest;
  private final MultiGauge slots;
  private final AtomicLong inDoubt = new AtomicLong();

  public FarmGauges(MeterRegistry metrics, LedgerReader reader, LiveWorkers workers, Clock clock) {
    this.reader = reader;
    this.workers = workers;
    this.clock = clock;
    this.queued = gauge(metrics, "forja.jobs.queued", "Jobs that may go and wait for a worker");
    this.scheduled = gauge(metrics, "forja.jobs.scheduled", "Jobs whose time has not come");
    this.out = gauge(metrics, "forja.jobs.out", "Jobs on a broker queue or with a worker");
    this.oldest =
        gauge(metrics, "forja.jobs.oldest.queued.seconds", "How long the oldest queued job waits");
    this.slots = gauge(metrics, "forja.slots", "Jobs that the living workers can run at once");
    metrics.gauge("forja.locks.in_doubt", inDoubt);
    metrics.gauge("forja.workers", workers, living -> living.views().size());
  }

  private static MultiGauge gauge(MeterRegistry metrics, String name, String description) {
    return MultiGauge.builder(name).description(description).register(metrics);
  }

  /** One customer's jobs in one lane. */
  private record Count(Customer customer, LaneCount lane) {
    Tags tags() {
      return Tags.of("customer", customer.name()).and(tagsOf(lane.lane()));
    }
  }

  private static Tags tagsOf(Lane lane) {
    return Tags.of("capability", lane.capability().id(), "pool", lane.pool());
  }

  public void refresh() {
    inDoubt.set(reader.permitsInDoubt());
    var counts =
        reader.customers().stream()
            .flatMap(customer ->
                reader.lanes(customer.id()).stream().map(lane -> new Count(customer, lane)))
            .toList();
    show(queued, counts, LaneCount::queued);
    show(scheduled, counts, LaneCount::scheduled);
    show(out, counts, LaneCount::out);
    show(oldest, counts, lane -> lane.oldestQueued().map(this::secondsSince).orElse(0.0));
    slots.register(
        workers.slots().entrySet().stream()
            .<Row<?>>map(lane -> Row.of(tagsOf(lane.getKey()), lane.getValue()))
            .toList(),
        true);
  }

  private static void show(
      MultiGauge gauge, List<Count> counts, ToDoubleFunction<LaneCount> figure) {
    gauge.register(
        counts.stream()
            .<Row<?>>map(count -> Row.of(count.tags(), figure.applyAsDouble(count.lane)))
            .toList(),
        true);
  }

  private double secondsSince(Instant accepted) {
    return Duration.between(accepted, clock.instant()).toMillis() / 1_000.0;
  }
}
