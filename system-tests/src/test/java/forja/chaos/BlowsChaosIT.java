package forja.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import forja.harness.Deadline;
import forja.harness.EventStream.Event;
import forja.harness.FarmClient;
import forja.harness.ProgramProcess;
import forja.harness.SplitFarm;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever happens in whatever order: nothing that was accepted is lost, nothing ends twice. */
class BlowsChaosIT {
  private static final int JOBS = 180;
  private static final int BLOWS = 6;
  private static final List<Blow> ALL = List.copyOf(EnumSet.allOf(Blow.class));
  private static final List<String> FINAL = List.of("succeeded", "failed", "cancelled");

  @RegisterExtension static final SplitFarm FARM = SplitFarm.withApis("witness");

  private final List<ProgramProcess> workers = new ArrayList<>();
  private ProgramProcess doomedApi;
  private int seed;

  /** As many as {@code ./forja test chaos N} says. */
  static IntStream seeds() {
    return IntStream.rangeClosed(1, Integer.getInteger("chaos.seeds", 2));
  }

  @AfterEach
  void sendEverybodyHome() {
    workers.forEach(ProgramProcess::close);
    doomedApi.close();
  }

  /** D28, D43 */
  @ParameterizedTest
  @MethodSource("seeds")
  void everyJobEndsOnceAndWell(int fromSeed) {
    seed = fromSeed;
    var chance = new Random(seed);
    doomedApi = FARM.startApi("doomed");
    joinWorker();
    joinWorker();
    var ids = witness().batch(Collections.nCopies(JOBS, nap()));

    for (int blow = 1; blow <= BLOWS; blow++) {
      awaitEnded(blow * JOBS / (BLOWS + 2));
      strike(ALL.get(chance.nextInt(ALL.size())), chance);
    }

    awaitEnded(JOBS);
    assertThat(ids).allSatisfy(id -> assertThat(endsOf(id)).containsExactly("succeeded"));
  }

  private String nap() {
    return "{\"kind\":\"farm.sleep\",\"spec\":{\"for\":\"PT0.3S\"},\"labels\":{\"seed\":\"%d\"}}"
        .formatted(seed);
  }

  private void strike(Blow blow, Random chance) {
    switch (blow) {
      case WORKER_KILLED -> killWorker(chance);
      case WORKER_FROZEN -> freezeWorker(chance);
      case API_KILLED -> killApi();
      case BROKER_KILLED -> {
        FARM.killBroker();
        FARM.restartBroker();
      }
      case DATABASE_KILLED -> {
        FARM.killDatabase();
        FARM.restartDatabase();
      }
    }
  }

  private void killWorker(Random chance) {
    workers.remove(chance.nextInt(workers.size())).kill();
    joinWorker();
  }

  /** It wakes up when others have done a part of its work. */
  private void freezeWorker(Random chance) {
    var worker = workers.remove(chance.nextInt(workers.size()));
    worker.freeze();
    try {
      joinWorker();
      awaitEnded(Math.min(JOBS, ended() + JOBS / 20));
    } finally {
      worker.thaw();
      worker.close();
    }
  }

  private void killApi() {
    doomedApi.kill();
    doomedApi = FARM.startApi("doomed");
  }

  private void joinWorker() {
    workers.add(FARM.joinWorker("worker-%d-%d".formatted(seed, System.nanoTime())));
  }

  private static FarmClient witness() {
    return FARM.client("witness");
  }

  private void awaitEnded(int count) {
    Deadline.until(count + " jobs having ended", () -> ended() >= count);
  }

  /** None that we know of while the api has no database. */
  private int ended() {
    var answer = witness().get("/jobs?limit=200&state=succeeded&label=seed:" + seed);
    return answer.statusCode() == 200 ? FarmClient.json(answer).path("items").size() : 0;
  }

  private static List<String> endsOf(String id) {
    return witness().history(id).stream().map(Event::name).filter(FINAL::contains).toList();
  }
}
