package forja.stories;

import static org.assertj.core.api.Assertions.assertThat;

import forja.harness.Deadline;
import forja.harness.Offspring;
import forja.harness.SplitFarm;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A cancel that stops all that a job has started. */
class CancelTreesStoryIT {
  private static final int JOBS = 100;
  private static final int PROCESSES = 2;

  @RegisterExtension static final SplitFarm FARM = SplitFarm.withApis("only");

  /** D28 */
  @Test
  void nothingIsLeftOfAHundredCancelledTrees() {
    var farm = FARM.client("only");
    try (var _ = FARM.joinWorker("forest", "--slots", "" + JOBS)) {
      var ids = farm.batch(IntStream.range(0, JOBS).mapToObj(CancelTreesStoryIT::tree).toList());
      Deadline.until("all trees standing", () -> Offspring.of(ids).size() >= JOBS * PROCESSES);
      ids.forEach(id -> farm.awaitState(id, "running"));

      ids.forEach(
          id -> assertThat(farm.post("/jobs/" + id + "/cancel").statusCode()).isIn(200, 202));

      assertThat(ids)
          .allSatisfy(
              id -> assertThat(farm.awaitFinal(id).path("state").asText()).isEqualTo("cancelled"));
      assertThat(Offspring.of(ids)).isEmpty();
    }
  }

  /** Every tenth has children that do not hear when they are asked to end. */
  private static String tree(int number) {
    return "{\"kind\":\"farm.effect\",\"spec\":{\"target\":\"tree-%d\",\"for\":\"PT10M\",\"processes\":%d,\"stubborn\":%s}}"
        .formatted(number, PROCESSES, number % 10 == 0);
  }
}
