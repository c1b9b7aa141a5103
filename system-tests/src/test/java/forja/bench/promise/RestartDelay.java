package forja.bench.promise;

import forja.bench.farm.ProgramProcess;
import forja.bench.figure.Finding;
import forja.bench.figure.Floor;
import forja.bench.figure.Latency;
import forja.bench.figure.PartFigures;
import forja.common.job.JobId;
import forja.common.job.JobState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How long it takes until the jobs of a worker that was struck begin elsewhere. */
final class RestartDelay {
  private static final Duration EACH = Duration.ofMinutes(3);

  private static final String BEGUN_AGAIN =
      "select count(*) from every_job where id = any (?) and state = %d and worker = ?"
          .formatted(JobState.RUNNING.code());

  private final Clock clock = Clock.systemUTC();
  private final PromiseFarm farm;
  private final PromiseSize size;

  RestartDelay(PromiseFarm farm, PromiseSize size) {
    this.farm = farm;
    this.size = size;
  }

  /** What befalls a worker. */
  @FunctionalInterface
  private interface Blow {
    void strike(ProgramProcess worker) throws Exception;
  }

  /** Its connection closes, so the broker knows at once. */
  PartFigures killed() throws Exception {
    var inside = new ArrayList<Duration>();
    var outside = new ArrayList<Duration>();
    for (int round = 0; round < size.deaths(); round++) {
      inside.addAll(restarts("dead-" + round, ProgramProcess::kill, this::naps));
      outside.addAll(restarts("slain-" + round, ProgramProcess::kill, this::effects));
    }
    return PartFigures.of(
            Finding.p99AtMost(12_000, Latency.of("worker killed to effect begun again", outside)),
            Finding.p99AtMost(12_000, Latency.of("worker killed to nap begun again", inside)))
        .noting(
            "%d kills of %d running jobs for each row"
                .formatted(size.deaths(), size.jobsPerDeath()));
  }

  /** The broker has to miss it first. */
  PartFigures frozen() throws Exception {
    var outside = new ArrayList<Duration>();
    for (int round = 0; round < size.freezes(); round++) {
      outside.addAll(restarts("ice-" + round, ProgramProcess::freeze, this::effects));
    }
    var latency = Latency.of("worker frozen to effect begun again", outside);
    return PartFigures.of(
            new Finding(
                latency.what(), latency, Floor.atMost("longest ms", 25_000, latency.longest())))
        .noting("%d freezes of %d running jobs".formatted(size.freezes(), size.jobsPerDeath()));
  }

  /** The jobs that are struck. */
  private interface Work {
    List<String> inPool(String pool);
  }

  private List<String> naps(String pool) {
    return Collections.nCopies(size.jobsPerDeath(), Naps.of(EACH, pool));
  }

  private List<String> effects(String pool) {
    return Effects.many(size.jobsPerDeath(), EACH, pool);
  }

  private List<Duration> restarts(String pool, Blow blow, Work work) throws Exception {
    var heir = pool + "-heir";
    try (var struck = farm.join(pool, size.jobsPerDeath())) {
      var jobs = farm.post(work.inPool(pool));
      var _ = farm.ledger().awaitAll(jobs, JobState.RUNNING);
      try (var _ = farm.join(heir, pool, size.jobsPerDeath())) {
        var struckAt = clock.instant();
        blow.strike(struck);
        LedgerTimes.await(
            "all have begun again",
            () -> farm.ledger().number(BEGUN_AGAIN, jobs, heir) == jobs.size());
        var restarts = since(struckAt, jobs);
        struck.kill();
        cancel(jobs);
        return restarts;
      }
    }
  }

  private List<Duration> since(Instant struckAt, List<JobId> jobs) throws Exception {
    return farm.ledger().of(jobs).values().stream()
        .map(row -> Duration.between(struckAt, row.began()))
        .toList();
  }

  private void cancel(List<JobId> jobs) throws Exception {
    try (var line = farm.line()) {
      for (var job : jobs) {
        line.act("/jobs/" + job + "/cancel");
      }
    }
    var _ = farm.ledger().awaitAll(jobs, JobState.CANCELLED);
  }
}
