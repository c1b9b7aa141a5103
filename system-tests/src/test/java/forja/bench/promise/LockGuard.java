package forja.bench.promise;

import forja.api.ledger.Customer;
import forja.bench.figure.Finding;
import forja.bench.figure.PartFigures;
import forja.common.job.JobState;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;

/** Whether a lock of one permit ever let two in, and how many a second it lets through. */
final class LockGuard {
  private static final String LOCKED = "{\"kind\":\"farm.ping\",\"locks\":[\"bench/one\"]}";

  /** Whoever began before all that began earlier had ended. */
  private static final String OVERLAPS =
      """
      select count(*) from (
        select started_at, max(finished_at) over (
          order by started_at, id rows between unbounded preceding and 1 preceding) as ended
        from every_job where id = any (?)) as job
      where started_at < ended
      """;

  private static final double NANOS = 1e9;

  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final PromiseFarm farm;
  private final PromiseSize size;

  LockGuard(PromiseFarm farm, PromiseSize size) {
    this.farm = farm;
    this.size = size;
  }

  PartFigures measure() throws Exception {
    long before = comeBack();
    long began = System.nanoTime();
    var jobs = farm.post(Collections.nCopies(size.lockedJobs(), LOCKED));
    LedgerTimes.await("all went through", PATIENCE, () -> comeBack() >= before + jobs.size());
    double perSecond = size.lockedJobs() * NANOS / (System.nanoTime() - began);
    var _ = farm.ledger().awaitAll(jobs, JobState.SUCCEEDED);
    return PartFigures.of(
            Finding.atMost(
                "times that two of %,d jobs held one permit".formatted(size.lockedJobs()),
                0,
                (double) farm.ledger().number(OVERLAPS, jobs)))
        .noting(
            "one after the other through a lock of one permit: %,.0f jobs/s".formatted(perSecond));
  }

  private long comeBack() throws SQLException {
    return farm.ledger().comeBack(Customer.MAIN.id(), PromiseFarm.DEFAULT_POOL);
  }
}
