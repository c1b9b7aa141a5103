package forja.bench;

import forja.bench.farm.BenchFarm;
import forja.bench.figure.Floor;
import forja.bench.figure.Latency;
import forja.bench.figure.Path;
import forja.bench.load.ApiAddress;
import forja.bench.load.BatchPosts;
import forja.bench.load.IdleLatency;
import forja.bench.load.IntakePosts;
import forja.bench.load.SinglePosts;
import java.util.ArrayList;
import java.util.List;

/** The engine at work, part after part, and what was found. */
final class EngineRun {
  private final EngineSize size;
  private final LedgerWatch ledger;
  private final PathBench bench;
  private final List<Path> paths = new ArrayList<>();
  private final List<Latency> idle = new ArrayList<>();
  private final List<Floor> floors = new ArrayList<>();

  EngineRun(EngineSize size, LedgerWatch ledger, PathBench bench) {
    this.size = size;
    this.ledger = ledger;
    this.bench = bench;
  }

  void measure(EnginePart part, BenchFarm farm, ApiAddress api) throws Exception {
    switch (part) {
      case START -> {}
      case SINGLE -> measureSingle(api);
      case IDLE -> measureIdle(api);
      case BATCH -> measureBatch(api);
      case INTAKE -> measureIntake(farm);
    }
  }

  private void measureSingle(ApiAddress api) throws Exception {
    var name = "single: POST /jobs, 32 connections";
    var path = bench.measure(name, new SinglePosts(api), size.otherJobs());
    paths.add(path);
    floors.add(Floor.atLeast("single POSTs, jobs/s", 5_000, path.perSecond()));
  }

  private void measureBatch(ApiAddress api) throws Exception {
    var name = "batch: POST /jobs:batch, 10,000 each, 2 connections";
    var path = bench.measure(name, new BatchPosts(api), size.batchJobs());
    paths.add(path);
    floors.add(Floor.atLeast("batch, jobs/s", 12_000, path.perSecond()));
  }

  private void measureIntake(BenchFarm farm) throws Exception {
    var name = "intake: durable messages, 100 a commit, 2 sessions";
    var load = new IntakePosts(farm.broker(), farm.credential("customer-main"));
    paths.add(bench.measure(name, load, size.otherJobs()));
  }

  private void measureIdle(ApiAddress api) throws Exception {
    EngineBench.say("idle: at most %d jobs one by one, twice".formatted(size.idleJobs()));
    try (var latency = new IdleLatency(api)) {
      ledger.awaitQuiet();
      latency.byWaiting(size.idleWarmUp(), size.longest());
      var waiting =
          Latency.of(
              "POST with Prefer: wait, answered when it has succeeded",
              latency.byWaiting(size.idleJobs(), size.longest()));
      latency.byPolling(size.idleWarmUp(), size.longest());
      var polling =
          Latency.of(
              "POST, then GET until it has succeeded",
              latency.byPolling(size.idleJobs(), size.longest()));
      idle.addAll(List.of(waiting, polling));
      floors.add(Floor.atMost("idle with Prefer: wait, p50 ms", 4, waiting.p50()));
      floors.add(Floor.atMost("idle with Prefer: wait, p99 ms", 15, waiting.p99()));
    }
  }

  List<Path> paths() {
    return List.copyOf(paths);
  }

  List<Latency> idle() {
    return List.copyOf(idle);
  }

  List<Floor> floors() {
    return List.copyOf(floors);
  }
}
