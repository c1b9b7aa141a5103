package forja.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import forja.cli.http.ApiCall;
import forja.cli.http.ApiClient;
import forja.cli.json.Json;
import forja.cli.watch.WatchView;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Shows what another view shows, and cancels some jobs a while after they have started. */
final class CancellingView implements WatchView {
  private final WatchView view;
  private final ApiClient api;
  private final Map<String, Duration> cancelAfter;
  private final Set<String> ordered = ConcurrentHashMap.newKeySet();

  CancellingView(WatchView view, ApiClient api, Map<String, Duration> cancelAfter) {
    this.view = view;
    this.api = api;
    this.cancelAfter = Map.copyOf(cancelAfter);
  }

  @Override
  public void event(JsonNode event) {
    view.event(event);
    var id = Json.text(event, "subject");
    var after = cancelAfter.get(id);
    var started = Json.text(event.path("data"), "change").equals("started");
    if (after != null && started && ordered.add(id)) {
      var later = CompletableFuture.delayedExecutor(after.toMillis(), TimeUnit.MILLISECONDS);
      later.execute(() -> cancel(id));
    }
  }

  private void cancel(String id) {
    try {
      var _ = api.send(ApiCall.post("/jobs/" + id + "/cancel"));
    } catch (RuntimeException refused) {
      view.note("could not be cancelled: " + refused.getMessage());
    }
  }

  @Override
  public void logLine(String job, String line) {
    view.logLine(job, line);
  }

  @Override
  public void ended(JsonNode job) {
    view.ended(job);
  }

  @Override
  public void note(String text) {
    view.note(text);
  }

  @Override
  public void close() {
    view.close();
  }
}
