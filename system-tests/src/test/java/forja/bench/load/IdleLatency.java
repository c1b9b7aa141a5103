package forja.bench.load;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How long one job takes while the farm has nothing else to do, seen from outside. */
public final class IdleLatency implements AutoCloseable {
  private static final String WAIT = "Prefer: wait=10\r\n";

  private final HttpLine line;
  private final ApiAddress api;

  public IdleLatency(ApiAddress api) throws IOException {
    this.api = api;
    this.line = HttpLine.to(api);
  }

  /** How the caller gets to know of the end. */
  @FunctionalInterface
  private interface Way {
    void handInAndAwait() throws IOException;
  }

  /** The POST itself answers with the job that has succeeded. Ends early after the given time. */
  public List<Duration> byWaiting(int jobs, Duration atMost) throws IOException {
    return each(jobs, atMost, () -> requireSucceeded(line.ask(Pings.post(api, WAIT)).require(200)));
  }

  /** The POST, then GET without a pause until the job has succeeded. */
  public List<Duration> byPolling(int jobs, Duration atMost) throws IOException {
    return each(
        jobs,
        atMost,
        () -> {
          var job = line.ask(Pings.post(api, "")).require(202).json().path("id").asText();
          while (!hasSucceeded(line.get("/jobs/" + job).require(200))) {
            Thread.onSpinWait();
          }
        });
  }

  private static List<Duration> each(int jobs, Duration atMost, Way way) throws IOException {
    var took = new ArrayList<Duration>();
    long deadline = System.nanoTime() + atMost.toNanos();
    while (took.size() < jobs && System.nanoTime() < deadline) {
      long began = System.nanoTime();
      way.handInAndAwait();
      took.add(Duration.ofNanos(System.nanoTime() - began));
    }
    return took;
  }

  private static void requireSucceeded(Answer answer) {
    if (!hasSucceeded(answer)) {
      throw new IllegalStateException("the job has not succeeded: " + answer.body());
    }
  }

  /** Looks at the text: parsing the answer would be part of the latency. */
  private static boolean hasSucceeded(Answer answer) {
    return answer.body().contains("\"state\":\"succeeded\"");
  }

  @Override
  public void close() throws IOException {
    line.close();
  }
}
