package forja.bench;

import forja.bench.cpu.CpuMeter;
import forja.bench.farm.BenchFarm;
import forja.bench.farm.CleanUp;
import forja.bench.farm.StandaloneStart;
import forja.bench.farm.StartUp;
import forja.bench.farm.TemporaryFolder;
import forja.bench.figure.EngineFigures;
import forja.bench.figure.RawLimits;
import forja.bench.figure.Start;
import forja.bench.figure.Surroundings;
import forja.bench.profile.Profile;
import forja.common.wire.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** From one run: what broker and database can do alone, and what the engine makes of it. */
final class EngineBench {
  private final BenchOptions options;
  private final EngineSize size;
  private final CleanUp cleanUp;
  private final Surroundings before;

  EngineBench(BenchOptions options, CleanUp cleanUp) throws IOException {
    this.options = options;
    this.size = EngineSize.of(options);
    this.cleanUp = cleanUp;
    this.before = Surroundings.now();
  }

  /** Whether all that was promised is kept. */
  boolean run() throws Exception {
    var starts = new ArrayList<StartUp>();
    if (options.measures(EnginePart.START)) {
      say("starting the farm in one process, twice");
      starts.addAll(StandaloneStart.measure(cleanUp, newFolder()));
    }
    say("starting broker and database");
    var farm = BenchFarm.start(cleanUp, newFolder());
    try {
      return report(measured(farm, starts));
    } catch (Exception failure) {
      if (!cleanUp.wasInterrupted()) {
        for (var program : farm.programs()) {
          System.err.println(program.name() + program.lastWords());
        }
      }
      throw failure;
    }
  }

  private EngineFigures measured(BenchFarm farm, List<StartUp> starts) throws Exception {
    var database = databaseOf(farm);
    var raw = new RawBench(size.raw(), newFolder()).measure(farm, database);
    say("starting api and worker");
    var api = farm.startApiAndWorker();
    starts.addAll(farm.startUps());
    var meter = new CpuMeter(farm.programs(), database, farm.postmaster().pid());
    var profile = Profile.of(options.profile(), farm.programs());
    try (var ledger = new LedgerWatch(database)) {
      var engine = new EngineRun(size, ledger, new PathBench(size, ledger, meter, profile));
      for (var part : options.only()) {
        engine.measure(part, farm, api);
      }
      return figures(raw, starts, engine, farm);
    }
  }

  private EngineFigures figures(
      RawLimits raw, List<StartUp> starts, EngineRun engine, BenchFarm farm) throws IOException {
    return new EngineFigures(
        before,
        Surroundings.loadAverageNow(),
        raw,
        starts.stream().map(Start::of).toList(),
        engine.paths(),
        engine.idle(),
        resident(farm),
        engine.floors());
  }

  private Path newFolder() throws IOException {
    return cleanUp.later(TemporaryFolder.create()).path();
  }

  private static DataSource databaseOf(BenchFarm farm) throws IOException {
    var credential = farm.credential("database");
    var database = new PGSimpleDataSource();
    database.setUrl(farm.database());
    database.setUser(credential.user());
    database.setPassword(credential.password());
    database.setApplicationName("bench");
    return database;
  }

  private static Map<String, Double> resident(BenchFarm farm) {
    var resident = new LinkedHashMap<String, Double>();
    farm.memory().forEach((program, memory) -> resident.put(program, memory.program()));
    return resident;
  }

  private boolean report(EngineFigures figures) throws IOException {
    System.out.print(new EngineTable(figures).text());
    if (options.json().isPresent()) {
      var file = options.json().get();
      Wire.json().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), figures);
      say("the figures stand in " + file);
    }
    return figures.allFloorsMet();
  }

  static void say(String sentence) {
    System.err.println("forja: bench: " + sentence);
  }
}
