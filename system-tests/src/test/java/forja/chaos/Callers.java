package forja.chaos;

import forja.chaos.history.AcceptedJob;
import forja.chaos.plan.PlannedJob;
import forja.harness.FarmClient;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/**
 * Programs that hand in jobs and cancel some. Each asks again, at the other api, until it has an
 * answer: the key makes that safe.
 */
final class Callers implements AutoCloseable {
  private static final int AT_ONCE = 16;
  private static final Duration BEFORE_ASKING_AGAIN = Duration.ofMillis(200);
  private static final Set<Integer> ASK_AGAIN = Set.of(429, 502, 503, 504);

  private final DrillFarm farm;
  private final long seed;
  private final long began = System.nanoTime();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore lines = new Semaphore(AT_ONCE);
  private final Map<PlannedJob, Set<String>> accepted = new ConcurrentHashMap<>();
  private final List<Future<?>> calls = new ArrayList<>();

  Callers(DrillFarm farm, long seed) {
    this.farm = farm;
    this.seed = seed;
  }

  void begin(List<PlannedJob> jobs) {
    jobs.forEach(job -> calls.add(threads.submit(() -> handIn(job, job.number()))));
    jobs.stream()
        .filter(PlannedJob::isPostedTwice)
        .forEach(job -> calls.add(threads.submit(() -> handIn(job, job.number() + 1))));
  }

  /** Every job that was asked for, once all callers have their answer. */
  List<AcceptedJob> await() throws InterruptedException {
    for (var call : calls) {
      try {
        call.get();
      } catch (ExecutionException failed) {
        throw new AssertionError("a caller got no good answer", failed.getCause());
      }
    }
    return accepted.entrySet().stream()
        .map(entry -> new AcceptedJob(entry.getKey(), Set.copyOf(entry.getValue())))
        .sorted(Comparator.comparingInt(job -> job.plan().number()))
        .toList();
  }

  private Void handIn(PlannedJob job, int api) throws InterruptedException {
    awaitMoment(job.postAt());
    var answer =
        ask(
            api,
            farm ->
                farm.postOnce("/jobs", job.request(), "drill-%d-%d".formatted(seed, job.number())));
    require(answer, 202, 200);
    var id = FarmClient.json(answer).path("id").asText();
    accepted.computeIfAbsent(job, _ -> ConcurrentHashMap.newKeySet()).add(id);
    if (job.cancelAfter().isPresent()) {
      Pause.of(job.cancelAfter().get());
      require(ask(api, farm -> farm.post("/jobs/" + id + "/cancel")), 200, 202);
    }
    return null;
  }

  private void awaitMoment(Duration sinceBegin) throws InterruptedException {
    Pause.of(sinceBegin.minusNanos(System.nanoTime() - began));
  }

  private HttpResponse<String> ask(int api, Function<FarmClient, HttpResponse<String>> question)
      throws InterruptedException {
    for (int turn = api; ; turn++) {
      lines.acquire();
      try {
        var answer = question.apply(farm.client(turn));
        if (!ASK_AGAIN.contains(answer.statusCode())) {
          return answer;
        }
      } catch (UncheckedIOException away) {
        // Killed before or while it answered; whether it has done it is not known.
      } finally {
        lines.release();
      }
      Pause.of(BEFORE_ASKING_AGAIN);
    }
  }

  private static void require(HttpResponse<String> answer, int... expected) {
    for (int status : expected) {
      if (answer.statusCode() == status) {
        return;
      }
    }
    throw new AssertionError(
        answer.request().uri() + " answered " + answer.statusCode() + " " + answer.body());
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
