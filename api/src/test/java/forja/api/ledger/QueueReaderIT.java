package forja.api.ledger;

import static forja.api.ledger.LedgerForTests.FARM;
import static forja.api.ledger.LedgerForTests.MAIN;
import static org.assertj.core.api.Assertions.assertThat;

import forja.common.job.JobId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How many go before a job, and when its turn may come. */
class QueueReaderIT {
  private LedgerForTests farm;
  private LaneRates rates;
  private QueueReader queue;

  @BeforeEach
  void open() {
    farm = new LedgerForTests(QueueReaderIT.class);
    rates = new LaneRates(farm.database);
    queue = new QueueReader(farm.database, farm.clock, rates, () -> Map.of(FARM, 4));
  }

  @AfterEach
  void close() {
    farm.close();
  }

  @Test
  void countsByPriorityThenAge() {
    var low = farm.accept(farm.job(-5));
    var first = farm.accept(farm.job(0));
    var second = farm.accept(farm.job(0));
    var high = farm.accept(farm.job(7));

    assertThat(position(high)).isEqualTo(1);
    assertThat(position(first)).isEqualTo(2);
    assertThat(position(second)).isEqualTo(3);
    assertThat(position(low)).isEqualTo(4);
    assertThat(place(low).orElseThrow().estimatedStart()).isEmpty();

    assertThat(farm.release(2)).hasSize(2);
    assertThat(place(high)).isEmpty();
    assertThat(position(second)).isEqualTo(1);
    farm.execute("delete from ready");
    assertThat(place(second)).as("waits for something else than its turn").isEmpty();
  }

  @Test
  void saysWhenTheTurnMayCome() {
    farm.execute("insert into customer (id, name) values (7, 'other')");
    lane(10, 0);
    rates.read(0);
    lane(60, 40);
    rates.read(Duration.ofSeconds(20).toNanos());
    farm.accept(farm.jobs(MAIN, 60));
    var last = farm.accept(farm.job());

    // 61 turns and 16 that are out and wait for one of the 4 slots, 2 a second.
    assertThat(start(last)).contains(Duration.ofMillis(38_500));
    farm.accept(farm.jobs(7, 1));
    assertThat(start(last)).contains(Duration.ofSeconds(69));

    rates.read(Duration.ofSeconds(90).toNanos());
    assertThat(start(last)).as("nothing came back in the last minute").isEmpty();
  }

  private void lane(int out, int in) {
    farm.execute(
        """
        insert into lane_out (customer, capability, pool, n, served_at) values (1, 'farm', 'default', %d, now())
        on conflict (capability, pool, customer) do update set n = excluded.n
        """
            .formatted(out));
    farm.execute(
        """
        insert into lane_in (customer, capability, pool, n) values (1, 'farm', 'default', %d)
        on conflict (capability, pool, customer) do update set n = excluded.n
        """
            .formatted(in));
  }

  private Optional<Duration> start(JobId job) {
    return place(job)
        .orElseThrow()
        .estimatedStart()
        .map(at -> Duration.between(farm.clock.instant(), at));
  }

  @Test
  void countsNoFartherThanItMust() {
    farm.accept(farm.jobs(MAIN, QueueReader.FARTHEST));
    var last = farm.accept(farm.job());

    assertThat(place(last))
        .contains(new QueuePlace(QueueReader.FARTHEST + 1, true, Optional.empty()));
    farm.release(2);
    assertThat(place(last))
        .contains(new QueuePlace(QueueReader.FARTHEST - 1, false, Optional.empty()));
  }

  private Optional<QueuePlace> place(JobId job) {
    return queue.place(farm.row(job));
  }

  private long position(JobId job) {
    return place(job).orElseThrow().position();
  }
}
