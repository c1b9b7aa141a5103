package forja.bench.promise;

import forja.bench.farm.CleanUp;
import forja.bench.farm.TemporaryFolder;
import forja.bench.figure.PromiseFigures;
import forja.bench.figure.Surroundings;
import forja.bench.load.BatchPosts;
import forja.bench.load.SinglePosts;
import forja.common.wire.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** From one run: what the farm promises those who wait, and whether it keeps it. */
public final class PromiseBench {
  private static final int WARM_UP_SINGLES = 1_024;

  private final PromiseOptions options;
  private final PromiseSize size;
  private final CleanUp cleanUp;

  public PromiseBench(PromiseOptions options, CleanUp cleanUp) {
    this.options = options;
    this.size = PromiseSize.of(options);
    this.cleanUp = cleanUp;
  }

  /** Whether all that was promised is kept. */
  public boolean run() throws Exception {
    var figures = earlier();
    var missing = options.only().stream().filter(part -> !has(figures, part)).toList();
    var all = missing.isEmpty() ? figures : measured(figures, missing);
    System.out.print(new PromiseTable(all).text());
    return all.areAllKept();
  }

  private static boolean has(PromiseFigures figures, PromisePart part) {
    return figures.parts().containsKey(part.word());
  }

  /** What an earlier run has written down, when this one goes on with it. */
  private PromiseFigures earlier() throws IOException {
    if (options.resume() && Files.exists(options.json().orElseThrow())) {
      return Wire.read(Files.readAllBytes(options.json().orElseThrow()), PromiseFigures.class);
    }
    return new PromiseFigures(
        Surroundings.now(), Surroundings.loadAverageNow(), new LinkedHashMap<>(), Map.of());
  }

  private PromiseFigures measured(PromiseFigures earlier, List<PromisePart> parts)
      throws Exception {
    say("starting broker, database, api and worker");
    var farm = PromiseFarm.start(cleanUp, newFolder());
    try {
      warmUp(farm);
      var figures = earlier;
      for (var part : parts) {
        say(part.word());
        figures = figures.with(part.word(), new PromiseRun(farm, size).measure(part));
        figures = keep(figures, farm);
      }
      return figures;
    } catch (Exception failure) {
      if (!cleanUp.wasInterrupted()) {
        for (var program : farm.programs().programs()) {
          System.err.println(program.name() + program.lastWords());
        }
      }
      throw failure;
    }
  }

  /** A cold farm shows the compiler. */
  private void warmUp(PromiseFarm farm) throws Exception {
    say("warming up for %d s".formatted(size.warmUp().toSeconds()));
    long began = System.nanoTime();
    try (var batches = new BatchPosts(farm.api());
        var singles = new SinglePosts(farm.api())) {
      while (System.nanoTime() - began < size.warmUp().toNanos()) {
        batches.send(batches.unit());
        singles.send(WARM_UP_SINGLES);
        farm.ledger().awaitNothingWaiting();
        farm.ledger().awaitNothingOut(PromiseFarm.DEFAULT_POOL);
      }
    }
  }

  /** After every part: whatever happens later, what was measured is there. */
  private PromiseFigures keep(PromiseFigures figures, PromiseFarm farm) throws IOException {
    var kept =
        new PromiseFigures(
            figures.surroundings(),
            Surroundings.loadAverageNow(),
            figures.parts(),
            farm.resident());
    if (options.json().isPresent()) {
      var file = options.json().get();
      Wire.json().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), kept);
    }
    return kept;
  }

  private Path newFolder() throws IOException {
    return cleanUp.later(TemporaryFolder.create()).path();
  }

  private static void say(String sentence) {
    System.err.println("forja: bench: " + sentence);
  }
}
