package forja.bench;

import forja.bench.api.ApiBench;
import forja.bench.api.ApiOptions;
import forja.bench.farm.CleanUp;
import forja.bench.promise.PromiseBench;
import forja.bench.promise.PromiseOptions;
import java.util.Arrays;
import java.util.List;

/**
 * Runs a benchmark by its name, prints its figures, and ends with 1 only where they are checked.
 */
public final class BenchMain {
  private static final List<String> NAMES = List.of("engine", "promises", "api");

  private BenchMain() {}

  public static void main(String[] words) {
    if (words.length == 0 || !NAMES.contains(words[0])) {
      System.err.println(
          "forja: bench engine %s%n       bench promises %s%n       bench api %s"
              .formatted(BenchOptions.WORDS, PromiseOptions.WORDS, ApiOptions.WORDS));
      System.exit(2);
    }
    try {
      var options = Arrays.asList(words).subList(1, words.length);
      System.exit(
          switch (words[0]) {
            case "engine" -> engine(options);
            case "promises" -> promises(options);
            default -> api(options);
          });
    } catch (Misunderstood misunderstood) {
      System.err.println("forja: " + misunderstood.getMessage());
      System.exit(2);
    }
  }

  private static int engine(List<String> words) {
    var options = BenchOptions.of(words);
    return code(options.check(), cleanUp -> new EngineBench(options, cleanUp).run());
  }

  private static int promises(List<String> words) {
    var options = PromiseOptions.of(words);
    return code(options.check(), cleanUp -> new PromiseBench(options, cleanUp).run());
  }

  private static int api(List<String> words) {
    var options = ApiOptions.of(words);
    return code(options.check(), cleanUp -> new ApiBench(options, cleanUp).run());
  }

  /** A benchmark that says whether all that was promised is kept. */
  @FunctionalInterface
  private interface Bench {
    boolean run(CleanUp cleanUp) throws Exception;
  }

  private static int code(boolean check, Bench bench) {
    var cleanUp = new CleanUp();
    try (cleanUp) {
      return bench.run(cleanUp) || !check ? 0 : 1;
    } catch (Exception failure) {
      if (!cleanUp.wasInterrupted()) {
        System.err.println("forja: the benchmark failed: " + failure.getMessage());
        failure.printStackTrace();
      }
      return 1;
    }
  }
}
