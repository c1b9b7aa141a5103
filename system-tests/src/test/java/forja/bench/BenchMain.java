package forja.bench;

import forja.bench.farm.CleanUp;
import java.util.Arrays;
import java.util.List;

/**
 * Runs a benchmark by its name, prints its figures, and ends with 1 only where they are checked.
 */
public final class BenchMain {
  private static final List<String> NAMES = List.of("engine");

  private BenchMain() {}

  public static void main(String[] words) {
    if (words.length == 0 || !NAMES.contains(words[0])) {
      System.err.println(
          "forja: bench NAME %s; NAME is one of %s".formatted(BenchOptions.WORDS, NAMES));
      System.exit(2);
    }
    try {
      var options = BenchOptions.of(Arrays.asList(words).subList(1, words.length));
      System.exit(run(options) || !options.check() ? 0 : 1);
    } catch (BenchOptions.Misunderstood misunderstood) {
      System.err.println("forja: " + misunderstood.getMessage());
      System.exit(2);
    }
  }

  private static boolean run(BenchOptions options) {
    var cleanUp = new CleanUp();
    try (cleanUp) {
      return new EngineBench(options, cleanUp).run();
    } catch (Exception failure) {
      if (!cleanUp.wasInterrupted()) {
        System.err.println("forja: the benchmark failed: " + failure.getMessage());
        failure.printStackTrace();
      }
      System.exit(1);
      return false;
    }
  }
}
