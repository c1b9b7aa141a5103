package forja.bench.promise;

import forja.bench.Together;
import forja.bench.figure.Finding;
import forja.bench.figure.Latency;
import forja.bench.figure.PartFigures;
import forja.common.job.JobId;
import forja.common.job.JobState;
import forja.harness.Offspring;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** How long it takes until work that holds processes has stopped and the ledger says so. */
final class CancelDelay {
  private static final String POOL = "halt";
  private static final Duration EACH = Duration.ofMinutes(10);
  private static final int CALLERS = 8;

  private final PromiseFarm farm;
  private final PromiseSize size;
  private final List<Duration> answered = Collections.synchronizedList(new ArrayList<>());
  private long outlived;

  CancelDelay(PromiseFarm farm, PromiseSize size) {
    this.farm = farm;
    this.size = size;
  }

  PartFigures measure() throws Exception {
    var took = new ArrayList<Duration>();
    try (var _ = farm.joinWarm(POOL, size.trees())) {
      for (int round = 0; round < size.treeRounds(); round++) {
        took.addAll(cancelAll());
      }
    }
    var what = "cancel of %d at once: POST to stopped and visible".formatted(size.trees());
    return PartFigures.of(
            Finding.p99AtMost(1_000, Latency.of(what, took)),
            Finding.noted(Latency.of("  of this, until the POST was answered", answered)),
            Finding.atMost("processes that outlived a cancelled job", 0, (double) outlived))
        .noting("each job holds a tree of %d processes".formatted(Effects.PROCESSES));
  }

  private List<Duration> cancelAll() throws Exception {
    var jobs = farm.post(Effects.many(size.trees(), EACH, POOL));
    var _ = farm.ledger().awaitAll(jobs, JobState.RUNNING);
    var trees = awaitTrees(jobs);
    var asked = new ConcurrentHashMap<JobId, Long>();
    var asking = Thread.ofPlatform().start(() -> ask(jobs, asked));
    var seen = watch(jobs, trees);
    asking.join();
    outlived += Effects.offspring(jobs).size();
    return jobs.stream().map(job -> Duration.ofNanos(seen.get(job) - asked.get(job))).toList();
  }

  private static Map<String, List<Offspring>> awaitTrees(List<JobId> jobs) throws Exception {
    var trees = new HashMap<String, List<Offspring>>();
    LedgerTimes.await(
        "all trees stand",
        () -> {
          trees.clear();
          trees.putAll(
              Effects.offspring(jobs).stream().collect(Collectors.groupingBy(Offspring::job)));
          return trees.size() == jobs.size()
              && trees.values().stream().allMatch(tree -> tree.size() >= Effects.PROCESSES);
        });
    return trees;
  }

  private void ask(List<JobId> jobs, Map<JobId, Long> asked) {
    try {
      Together.run(
          CALLERS,
          caller -> {
            try (var line = farm.line()) {
              for (int i = caller; i < jobs.size(); i += CALLERS) {
                asked.put(jobs.get(i), System.nanoTime());
                line.act("/jobs/" + jobs.get(i) + "/cancel");
                answered.add(Duration.ofNanos(System.nanoTime() - asked.get(jobs.get(i))));
              }
            }
          });
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** When each was first seen to have ended; whatever of it is alive then has outlived it. */
  private Map<JobId, Long> watch(List<JobId> jobs, Map<String, List<Offspring>> trees)
      throws Exception {
    var seen = new HashMap<JobId, Long>();
    LedgerTimes.await(
        "all are cancelled",
        () -> {
          fresh(seen, farm.ledger().of(jobs)).forEach(job -> count(trees.get(job.toString())));
          return seen.size() == jobs.size();
        });
    return seen;
  }

  private static List<JobId> fresh(Map<JobId, Long> seen, Map<JobId, LedgerTimes.Row> rows) {
    long now = System.nanoTime();
    var fresh =
        rows.entrySet().stream()
            .filter(row -> row.getValue().state().isFinal() && !seen.containsKey(row.getKey()))
            .toList();
    for (var row : fresh) {
      if (row.getValue().state() != JobState.CANCELLED) {
        throw new IllegalStateException(row + " was cancelled, and is not");
      }
      seen.put(row.getKey(), now);
    }
    return fresh.stream().map(Map.Entry::getKey).toList();
  }

  private void count(List<Offspring> tree) {
    outlived += tree.stream().filter(Offspring::isAlive).count();
  }
}
