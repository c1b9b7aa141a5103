package forja.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import forja.cli.json.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A job of the peer: its events so far, its log, and somebody to wait for more. */
final class PeerJob {
  static final Set<String> FINAL = Set.of("succeeded", "failed", "cancelled");
  private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

  private final String id;
  private final JsonNode request;
  private final List<ObjectNode> events = new ArrayList<>();
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private String state = "queued";
  private int attempt = 1;
  private int percent;
  private JsonNode failure = Json.object().nullNode();
  private boolean cancelAsked;

  PeerJob(String id, JsonNode request) {
    this.id = id;
    this.request = request;
    happen("accepted", "queued", Json.object());
  }

  String id() {
    return id;
  }

  JsonNode request() {
    return request;
  }

  synchronized PeerJob happen(String change, String next, ObjectNode more) {
    state = next;
    var data = Json.object().put("job", id).put("kind", Json.text(request, "kind"));
    data.put("number", events.size() + 1).put("change", change).put("state", next);
    data.put("attempt", attempt).setAll(more);
    percent = next.equals("succeeded") ? 100 : more.path("percent").asInt(percent);
    failure = more.has("failure") ? more.path("failure") : failure;
    var event = Json.object().put("specversion", "1.0").put("id", id + "/" + (events.size() + 1));
    event.put("source", "/jobs/" + id).put("type", "forja.job." + change).put("subject", id);
    event.put("time", now().toString()).put("datacontenttype", "application/json");
    event.set("data", data);
    events.add(event);
    notifyAll();
    return this;
  }

  /** As the ends of attempts among the events tell. */
  synchronized ObjectNode attempts() {
    var answer = Json.object();
    var items = answer.putArray("items");
    for (var event : events) {
      var data = event.path("data");
      var change = Json.text(data, "change");
      if (change.equals("postponed") || FINAL.contains(change)) {
        var number = data.path("attempt").asInt();
        var item = items.addObject().put("number", number).put("worker", "w" + number);
        item.put("token", number + "." + number + ".1").put("releasedAt", TIME.toString());
        item.put("startedAt", TIME.toString()).put("endedAt", TIME.plusSeconds(2).toString());
        item.put("outcome", change).set("failure", data.path("failure"));
      }
    }
    return answer;
  }

  private Instant now() {
    return TIME.plusMillis(events.size() * 500L);
  }

  synchronized void nextAttempt() {
    attempt++;
  }

  synchronized void write(String text) {
    log.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    notifyAll();
  }

  synchronized void askToCancel() {
    if (!isEnded()) {
      cancelAsked = true;
      happen("cancel-asked", "cancelling", Json.object());
    }
  }

  /** Says whether somebody asked to cancel within this time. */
  synchronized boolean isCancelledWithin(long millis) throws InterruptedException {
    var deadline = System.nanoTime() + millis * 1_000_000;
    while (!cancelAsked && System.nanoTime() < deadline) {
      wait(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
    }
    return cancelAsked;
  }

  synchronized boolean isEnded() {
    return FINAL.contains(state);
  }

  /** The event after this number; waits for it; null when there will be none. */
  synchronized @org.jspecify.annotations.Nullable ObjectNode eventAfter(int number)
      throws InterruptedException {
    while (events.size() <= number && !isEnded()) {
      wait(10_000);
    }
    return number < events.size() ? events.get(number) : null;
  }

  synchronized boolean hasEventAfter(int number) {
    return number < events.size() || !isEnded();
  }

  /** What the log holds behind this byte; waits for more; nothing when the job has ended. */
  synchronized byte[] logAfter(int offset) throws InterruptedException {
    while (log.size() <= offset && !isEnded()) {
      wait(10_000);
    }
    var bytes = log.toByteArray();
    return java.util.Arrays.copyOfRange(bytes, Math.min(offset, bytes.length), bytes.length);
  }

  synchronized byte[] log() {
    return log.toByteArray();
  }

  synchronized ObjectNode view() {
    var view = Json.object().put("id", id).put("kind", Json.text(request, "kind"));
    view.put("state", state).put("attempt", attempt);
    view.putObject("progress").put("percent", percent).putNull("message");
    view.set("failure", failure);
    view.put("acceptedAt", TIME.toString()).put("startedAt", TIME.plusMillis(500).toString());
    view.put("finishedAt", isEnded() ? now().toString() : null);
    view.set("spec", request.path("spec"));
    view.put("priority", 0).put("pool", "default").put("timeLimit", "PT1H");
    view.putObject("retry").put("attempts", 3).put("backoff", "PT5S");
    view.putObject("labels").put("team", "a");
    return view;
  }
}
