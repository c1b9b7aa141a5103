package forja.stories;

import static org.assertj.core.api.Assertions.assertThat;

import forja.harness.Deadline;
import forja.harness.FarmClient;
import forja.harness.SplitFarm;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What must happen once, asked for by many at once, of two api processes. */
class OnceStoryIT {
  private static final int CALLERS = 200;
  private static final int LOCKED = 300;

  @RegisterExtension static final SplitFarm FARM = SplitFarm.withApis("a", "b");

  @BeforeAll
  static void twoWorkersAreThere() {
    FARM.joinWorker("first");
    FARM.joinWorker("second");
  }

  @Test
  void twoHundredIdenticalRequestsAtOnceMakeOneJob() throws Exception {
    var request = "{\"kind\":\"farm.ping\",\"labels\":{\"asked\":\"together\"}}";
    var together = new CountDownLatch(1);

    List<HttpResponse<String>> answers;
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      var asked =
          IntStream.range(0, CALLERS)
              .mapToObj(number -> callers.submit(asking(number, together, request)))
              .toList();
      together.countDown();
      answers = all(asked);
    }

    assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(202);
    var ids =
        answers.stream().map(answer -> FarmClient.json(answer).path("id").asText()).distinct();
    assertThat(ids).singleElement().satisfies(id -> FARM.client("a").awaitFinal(id));
    assertThat(FARM.client("b").jobs("&label=asked:together")).hasSize(1);
  }

  private static Callable<HttpResponse<String>> asking(
      int number, CountDownLatch together, String request) {
    var api = FARM.client(number % 2 == 0 ? "a" : "b");
    return () -> {
      together.await();
      return api.postOnce("/jobs", request, "asked-together");
    };
  }

  private static <T> List<T> all(List<Future<T>> futures) throws Exception {
    var all = new ArrayList<T>();
    for (var future : futures) {
      all.add(future.get());
    }
    return all;
  }

  @Test
  void oneHoldsALockAtATime() {
    var requests =
        Collections.nCopies(
            LOCKED / 2,
            "{\"kind\":\"farm.ping\",\"locks\":[\"story/one\"],\"labels\":{\"lock\":\"one\"}}");
    var ids = new ArrayList<>(FARM.client("a").batch(requests));
    ids.addAll(FARM.client("b").batch(requests));

    Deadline.until("all having ended", () -> held().size() == LOCKED);

    var held = held();
    for (int next = 1; next < held.size(); next++) {
      assertThat(held.get(next).from()).isAfterOrEqualTo(held.get(next - 1).to());
    }
    assertThat(ids).hasSize(LOCKED).doesNotHaveDuplicates();
  }

  /** While a job held the lock. */
  private record Held(Instant from, Instant to) {}

  private static List<Held> held() {
    return FARM.client("a").jobs("&state=succeeded&label=lock:one").stream()
        .map(job ->
            new Held(
                Instant.parse(job.path("startedAt").asText()),
                Instant.parse(job.path("finishedAt").asText())))
        .sorted(Comparator.comparing(Held::from))
        .toList();
  }
}
