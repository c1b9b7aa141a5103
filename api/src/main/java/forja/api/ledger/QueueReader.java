package forja.api.ledger;

import forja.common.job.JobState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Tells how many jobs go before a queued one, and when its turn may come. */
public final class QueueReader {
  static final int FARTHEST = 1_000;
  private static final Duration TOO_FAR_TO_SAY = Duration.ofDays(365);

  // Along the index in which jobs go, and never farther than we count. Customers are skipped
  // through like at a release.
  private static final LedgerSql PLACE =
      LedgerSql.of(
          """
          with recursive
          head (customer) as (
            (select customer from ready where capability = :capability and pool = :pool order by customer limit 1)
            union all
            select (select next.customer from ready next
              where next.capability = :capability and next.pool = :pool and next.customer > head.customer
              order by next.customer limit 1)
            from head where head.customer is not null),
          -- Two stretches of the index, no farther than the job: one near the front is found at once.
          front as (
            select id from ready
            where capability = :capability and pool = :pool and customer = :customer and priority > :priority::int2
            union all
            select id from ready
            where capability = :capability and pool = :pool and customer = :customer and priority = :priority::int2
              and id < :id::uuid
            limit {farthest})
          select
            (select count(*) from front) as before,
            (select count(*) from head where customer is not null) as customers,
            coalesce((select sum(n) from lane_out where capability = :capability and pool = :pool), 0)
              - coalesce((select sum(n) from lane_in where capability = :capability and pool = :pool), 0) as out
          where exists (select from ready
            where capability = :capability and pool = :pool and customer = :customer
              and priority = :priority::int2 and id = :id::uuid)
          """
              .replace("{farthest}", String.valueOf(FARTHEST)));

  private final LedgerDatabase database;
  private final Clock clock;
  private final LaneRates rates;
  private final LiveSlots slots;

  public QueueReader(LedgerDatabase database, Clock clock, LaneRates rates, LiveSlots slots) {
    this.database = database;
    this.clock = clock;
    this.rates = rates;
    this.slots = slots;
  }

  /** What goes before a job: its customer's own, in rounds with other customers, and those out. */
  private record Ahead(long before, long customers, long out) {
    static Ahead of(ResultSet row) throws SQLException {
      return new Ahead(row.getLong("before"), row.getLong("customers"), row.getLong("out"));
    }
  }

  /** Empty when the job does not wait for its turn. */
  public Optional<QueuePlace> place(JobRow job) {
    if (job.state() != JobState.QUEUED) {
      return Optional.empty();
    }
    Optional<Ahead> ahead =
        database.each(connection -> {
          try (var call = PLACE.on(connection)) {
            return call.with("capability", job.lane().capability().id())
                .with("pool", job.lane().pool())
                .with("customer", job.customer())
                .with("priority", job.priority())
                .with("id", job.id().value())
                .row(Ahead::of);
          }
        });
    return ahead.map(counted ->
        new QueuePlace(counted.before + 1, counted.before == FARTHEST, start(job.lane(), counted)));
  }

  private Optional<Instant> start(Lane lane, Ahead ahead) {
    long waitingOut = Math.max(0, ahead.out - slots.slots().getOrDefault(lane, 0));
    long turns = (ahead.before + 1) * ahead.customers + waitingOut;
    return rates
        .of(lane)
        .map(rate -> turns / rate)
        .filter(seconds -> seconds < TOO_FAR_TO_SAY.toSeconds())
        .map(seconds ->
            clock
                .instant()
                .plus(Duration.ofMillis((long) (seconds * 1_000)))
                .truncatedTo(ChronoUnit.MILLIS));
  }
}
