package forja.cli.watch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import forja.cli.http.ApiClient;
import forja.cli.http.EventStream;
import forja.cli.http.LogTail;
import forja.cli.http.Patience;
import forja.cli.http.ServerEvent;
import forja.cli.http.Unreachable;
import forja.cli.json.Json;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Follows several jobs at once to their end and tells a view what happens. */
public final class JobWatch {
  /** How long the api may be away. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /**
   * Streams come from the beginning whenever they are opened, so a job that waits misses nothing.
   */
  private static final int MOST_STREAMS = 128;

  /** Of more jobs than these, nobody could read the logs side by side. */
  private static final int MOST_LOGS = 16;

  /** Log chunks may arrive after the event that ends the job. */
  private static final Duration LOG_DELAY = Duration.ofSeconds(2);

  private static final Duration FOREVER = Duration.ofDays(3650);

  private final ApiClient api;
  private final WatchView view;
  private final Semaphore streams = new Semaphore(MOST_STREAMS, true);

  public JobWatch(ApiClient api, WatchView view) {
    this.api = api;
    this.view = view;
  }

  /** The final record of each job. */
  public Map<String, JsonNode> watch(List<String> ids) {
    return watch(ids, FOREVER);
  }

  /** The final record of each job that ends within the limit. */
  public Map<String, JsonNode> watch(List<String> ids, Duration limit) {
    var deadline = System.nanoTime() + limit.toNanos();
    var crew = Executors.newVirtualThreadPerTaskExecutor();
    try (crew) {
      var ends = new LinkedHashMap<String, Future<JsonNode>>();
      var withLog = ids.size() <= MOST_LOGS;
      ids.forEach(
          id -> ends.put(id, crew.submit(() -> withLog ? watchWithLog(crew, id) : watchOne(id))));
      try {
        return collect(ends, deadline);
      } finally {
        crew.shutdownNow();
      }
    }
  }

  private static Map<String, JsonNode> collect(Map<String, Future<JsonNode>> ends, long deadline) {
    var records = new LinkedHashMap<String, JsonNode>();
    for (var end : ends.entrySet()) {
      try {
        var left = Math.max(0, deadline - System.nanoTime());
        records.put(end.getKey(), end.getValue().get(left, TimeUnit.NANOSECONDS));
      } catch (TimeoutException notInTime) {
        end.getValue().cancel(true);
      } catch (ExecutionException failed) {
        throw unwrapped(failed);
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return records;
      }
    }
    return records;
  }

  private static RuntimeException unwrapped(ExecutionException failed) {
    return failed.getCause() instanceof RuntimeException cause
        ? cause
        : new IllegalStateException(failed.getCause());
  }

  private JsonNode watchWithLog(ExecutorService crew, String id) throws InterruptedException {
    var log = crew.submit(() -> tail(id));
    var end = watchOne(id);
    try {
      log.get(LOG_DELAY.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException | CancellationException noMoreLog) {
      log.cancel(true);
    }
    return end;
  }

  private void tail(String id) {
    var lines = new LogLines(line -> view.logLine(id, line));
    new LogTail(api, id, PATIENCE).follow(lines);
    lines.end();
  }

  private JsonNode watchOne(String id) throws InterruptedException {
    streams.acquire();
    try {
      var events = new EventStream(api, PATIENCE, view::note);
      while (true) {
        events.follow("/jobs/" + id + "/events", this::show);
        var job = record(id);
        if (!Json.text(job, "finishedAt").isEmpty()) {
          view.ended(job);
          return job;
        }
      }
    } finally {
      streams.release();
    }
  }

  private void show(ServerEvent event) {
    if (!event.data().isEmpty()) {
      try {
        view.event(Json.read(event.data()));
      } catch (JsonProcessingException malformed) {
        view.note("an event could not be read: " + malformed.getOriginalMessage());
      }
    }
  }

  private JsonNode record(String id) {
    var patience = new Patience(PATIENCE);
    while (true) {
      try {
        return api.get("/jobs/" + id);
      } catch (Unreachable lost) {
        patience.pauseAfter(lost);
      }
    }
  }
}
