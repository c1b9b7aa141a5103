package forja.stories;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import forja.harness.Deadline;
import forja.harness.FarmClient;
import forja.harness.ProgramProcess;
import forja.harness.SplitFarm;
import forja.worker.process.ChildProcesses;
import forja.worker.process.ProcTable;
import forja.worker.process.ProcessRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a job has set going outside ends before the job does. */
class EffectStoryIT {
  @RegisterExtension static final SplitFarm FARM = SplitFarm.withApis("witness");

  @TempDir Path effects;

  private final ProcTable processes = new ProcTable();
  private FarmClient farm;

  @BeforeEach
  void callTheFarm() {
    farm = FARM.client("witness");
  }

  @Test
  void aCancelledJobIsCancelledWhenNoneOfItsStubbornChildrenIsLeft() {
    try (var worker = join("stopper", "stop")) {
      assertThat(worker.pid()).isPositive();
      var id = farm.submit(effect("PT1H", 10, "stop", ""));
      awaitChildren(id, 10);

      farm.post("/jobs/" + id + "/cancel");

      assertThat(farm.awaitFinal(id).path("state").asText()).isEqualTo("cancelled");
      assertThat(children(id)).isEmpty();
      assertThat(lines(id)).hasSize(1).allMatch(line -> line.startsWith("begin"));
    }
  }

  @Test
  void aJobPastItsTimeLimitHasTimedOutWhenNoneOfItsChildrenIsLeft() {
    try (var worker = join("timer", "time")) {
      assertThat(worker.pid()).isPositive();
      var id = farm.submit(effect("PT1H", 4, "time", ",\"timeLimit\":\"PT5S\""));
      awaitChildren(id, 4);

      var end = farm.awaitFinal(id);

      assertThat(failureOf(end)).isEqualTo("timed-out");
      assertThat(children(id)).isEmpty();
    }
  }

  /** D43 */
  @Test
  void aKilledBrokerStillKnowsThatAJobWasDelivered() throws Exception {
    try (var frozen = join("frozen", "ice")) {
      var id = farm.submit(effect("PT2S", 3, "ice", ""));
      awaitChildren(id, 3);
      frozen.freeze();
      FARM.killBroker();
      FARM.restartBroker();

      try (var other = join("other", "ice")) {
        assertThat(other.pid()).isPositive();
        var end = farm.awaitFinal(id);

        assertThat(end.path("state").asText()).isEqualTo("succeeded");
        assertThat(end.path("worker").asText()).isEqualTo("other");
        assertThat(end.path("result").path("token").asText()).isEqualTo("1.1.2");
      }
      frozen.kill();
      Deadline.until("no child being left", () -> children(id).isEmpty());
    }
  }

  private ProgramProcess join(String name, String pool) {
    return FARM.joinWorker(
        name,
        "--pool",
        pool,
        "--time-to-live",
        "PT5S",
        "--grace",
        "PT0S",
        "--effects",
        effects.toString());
  }

  /** The target is named after the pool. */
  private static String effect(String duration, int children, String pool, String more) {
    return """
    {"kind":"farm.effect","pool":"%s","labels":{"target":"%s"}%s,
     "spec":{"target":"%s","for":"%s","processes":%d,"stubborn":true}}
    """
        .formatted(pool, pool, more, pool, duration, children);
  }

  private static String failureOf(JsonNode job) {
    return job.path("failure").path("kind").asText();
  }

  private void awaitChildren(String id, int count) {
    Deadline.until(count + " children of " + id, () -> children(id).size() == count);
  }

  private List<ProcessRow> children(String id) {
    return processes.look().stream()
        .filter(child -> child.marks().getOrDefault(ChildProcesses.WORK, "").startsWith(id + "/"))
        .toList();
  }

  private List<String> lines(String id) {
    var target = farm.job(id).path("spec").path("target").asText();
    try {
      return Files.readAllLines(effects.resolve(target));
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }
}
