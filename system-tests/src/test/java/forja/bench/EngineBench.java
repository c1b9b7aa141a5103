package forja.bench;

import forja.bench.cpu.CpuMeter;
import forja.bench.farm.BenchFarm;
import forja.bench.farm.CleanUp;
import forja.bench.farm.StandaloneStart;
import forja.bench.farm.StartUp;
import forja.bench.farm.TemporaryFolder;
import forja.bench.figure.EngineFigures;
import forja.bench.figure.Floor;
import forja.bench.figure.Latency;
import forja.bench.figure.Path;
import forja.bench.figure.Start;
import forja.bench.figure.Surroundings;
import forja.bench.load.ApiAddress;
import forja.bench.load.BatchPosts;
import forja.bench.load.IdleLatency;
import forja.bench.load.IntakePosts;
import forja.bench.load.SinglePosts;
import forja.bench.profile.Profile;
import forja.common.wire.Wire;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** From one run: what broker and database can do alone, and what the engine makes of it. */
final class EngineBench {
  static final String BATCH = "batch: POST /jobs:batch, 10,000 each, 2 connections";
  static final String SINGLE = "single: POST /jobs, 32 connections";
  static final String INTAKE = "intake: durable messages, 100 a commit, 2 sessions";
  static final String WAITING = "POST with Prefer: wait, answered when it has succeeded";
  static final String POLLING = "POST, then GET until it has succeeded";

  private final BenchOptions options;
  private final EngineSize size;
  private final CleanUp cleanUp;

  EngineBench(BenchOptions options, CleanUp cleanUp) {
    this.options = options;
    this.size = EngineSize.of(options);
    this.cleanUp = cleanUp;
  }

  /** Whether all that was promised is kept. */
  boolean run() throws Exception {
    var before = Surroundings.now();
    var starts = new ArrayList<>(StandaloneStart.measure(cleanUp, newFolder()));
    say("starting broker and database");
    var farm = BenchFarm.start(cleanUp, newFolder());
    try {
      return measure(farm, starts, before);
    } catch (Exception failure) {
      for (var program : farm.programs()) {
        System.err.println(program.name() + program.lastWords());
      }
      throw failure;
    }
  }

  private boolean measure(BenchFarm farm, List<StartUp> starts, Surroundings before)
      throws Exception {
    var database = databaseOf(farm);
    var raw = new RawBench(size.raw(), newFolder()).measure(farm, database);
    say("starting api and worker");
    var api = farm.startApiAndWorker();
    starts.addAll(farm.startUps());
    var meter = new CpuMeter(farm.programs(), database, farm.postmaster().pid());
    try (var ledger = new LedgerWatch(database)) {
      var paths =
          new PathBench(size, ledger, meter, Profile.of(options.profile(), farm.programs()));
      var single = paths.measure(SINGLE, new SinglePosts(api), size.otherJobs());
      // Before the first jobs are a minute old: then they move to history, and the farm is not
      // idle.
      var idle = idle(api, ledger);
      var batch = paths.measure(BATCH, new BatchPosts(api), size.batchJobs());
      var intake = paths.measure(INTAKE, intake(farm), size.otherJobs());
      return report(
          new EngineFigures(
              before,
              Surroundings.loadAverageNow(),
              raw,
              starts.stream().map(Start::of).toList(),
              List.of(batch, single, intake),
              idle,
              resident(farm),
              floors(batch, single, idle)));
    }
  }

  private java.nio.file.Path newFolder() throws Exception {
    return cleanUp.later(TemporaryFolder.create()).path();
  }

  private static DataSource databaseOf(BenchFarm farm) throws Exception {
    var credential = farm.credential("database");
    var database = new PGSimpleDataSource();
    database.setUrl(farm.database());
    database.setUser(credential.user());
    database.setPassword(credential.password());
    database.setApplicationName("bench");
    return database;
  }

  private static IntakePosts intake(BenchFarm farm) throws Exception {
    return new IntakePosts(farm.broker(), farm.credential("customer-main"));
  }

  private List<Latency> idle(ApiAddress api, LedgerWatch ledger) throws Exception {
    say("idle latency, %d and %d jobs one by one".formatted(size.idleJobs(), size.idleJobs()));
    try (var latency = new IdleLatency(api)) {
      ledger.awaitQuiet();
      latency.byWaiting(size.idleWarmUp(), size.longest());
      var waiting = latency.byWaiting(size.idleJobs(), size.longest());
      latency.byPolling(size.idleWarmUp(), size.longest());
      var polling = latency.byPolling(size.idleJobs(), size.longest());
      return List.of(Latency.of(WAITING, waiting), Latency.of(POLLING, polling));
    }
  }

  private static Map<String, Double> resident(BenchFarm farm) {
    var resident = new LinkedHashMap<String, Double>();
    farm.memory().forEach((program, memory) -> resident.put(program, memory.program()));
    return resident;
  }

  private static List<Floor> floors(Path batch, Path single, List<Latency> idle) {
    var waiting = idle.getFirst();
    return List.of(
        Floor.atLeast("batch, jobs/s", 12_000, batch.perSecond()),
        Floor.atLeast("single POSTs, jobs/s", 5_000, single.perSecond()),
        Floor.atMost("idle with Prefer: wait, p50 ms", 4, waiting.p50()),
        Floor.atMost("idle with Prefer: wait, p99 ms", 15, waiting.p99()));
  }

  private boolean report(EngineFigures figures) throws Exception {
    System.out.print(new EngineTable(figures).text());
    if (options.json().isPresent()) {
      Wire.json()
          .writerWithDefaultPrettyPrinter()
          .writeValue(options.json().get().toFile(), figures);
      say("the figures stand in " + options.json().get());
    }
    return figures.allFloorsMet();
  }

  static void say(String sentence) {
    System.err.println("forja: bench: " + sentence);
  }
}
