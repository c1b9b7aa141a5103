package forja.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import forja.chaos.plan.DrillPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever happens to the farm in whatever order: nothing that was accepted is lost, nothing is
 * stuck, nothing is done twice at once. {@code ./forja test chaos 1 --seed S} repeats a plan.
 */
@Tag("alone")
class PromisesChaosIT {
  private static final Path REPORTS = Path.of("target", "chaos");

  /**
   * How many faults have to hit work; a drill that hits less has shown less, and broken nothing.
   */
  private static final long FAULTS_THAT_HIT = Long.getLong("chaos.hits", 0);

  /** As many as {@code ./forja test chaos N} says, or the one that is to be repeated. */
  static LongStream seeds() {
    var one = Long.getLong("chaos.seed", 0);
    return one > 0 ? LongStream.of(one) : LongStream.rangeClosed(1, Long.getLong("chaos.seeds", 2));
  }

  /** D28, D43 */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everyPromiseIsKept(long seed) throws Exception {
    long began = System.nanoTime();
    var terms = DrillTerms.read();
    try (var farm = DrillFarm.open(terms)) {
      var plan = DrillPlan.of(seed, terms.timeToLive());
      try {
        var history = new Drill(farm, plan, terms).run();
        var took = Duration.ofNanos(System.nanoTime() - began);
        judge(new DrillReport(seed, history, took));
      } catch (Exception | AssertionError failed) {
        farm.parts().folder().copyTo(REPORTS.resolve("seed-" + seed));
        throw failed;
      }
    }
  }

  private static void judge(DrillReport report) throws IOException {
    write("summary.txt", report.summary());
    var broken = report.broken();
    write("seed-" + report.seed() + "/report.txt", broken + report.faults());
    assertThat(broken).as(report.summary()).isEmpty();
    assertThat(report.faultsThatHit()).as(report.summary()).isGreaterThanOrEqualTo(FAULTS_THAT_HIT);
  }

  private static void write(String name, String text) throws IOException {
    var file = REPORTS.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
