package forja.cli.watch;

import com.fasterxml.jackson.databind.JsonNode;
import forja.cli.json.Json;
import forja.cli.terminal.Ages;
import forja.cli.terminal.JobLine;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What is known of a job while it is watched. Not for several threads. */
final class WatchedJob {
  private final String id;
  private final Optional<String> name;
  private String kind = "";
  private String state = "queued";
  private String message = "";
  private int percent;
  private int attempt = 1;
  private Optional<Instant> acceptedAt = Optional.empty();
  private Optional<Instant> startedAt = Optional.empty();
  private Optional<Instant> endedAt = Optional.empty();

  WatchedJob(String id, Optional<String> name) {
    this.id = id;
    this.name = name;
  }

  void take(JsonNode event) {
    var data = event.path("data");
    var at = Ages.instant(Json.text(event, "time"));
    state = data.path("state").asText(state);
    attempt = data.path("attempt").asInt(attempt);
    switch (Json.text(data, "change")) {
      case "accepted" -> {
        acceptedAt = at;
        kind = Json.text(data, "kind");
      }
      case "started" -> begin(at);
      case "progressed" -> progress(data.has("progress") ? data.path("progress") : data);
      case "succeeded" -> percent = 100;
      case "failed", "postponed" -> message = failure(data);
      case "retried" -> endedAt = Optional.empty();
      default -> {
        // Every other change shows in the state alone.
      }
    }
    if (state.equals("succeeded") || state.equals("failed") || state.equals("cancelled")) {
      endedAt = at;
    }
  }

  private void begin(Optional<Instant> at) {
    startedAt = at;
    percent = 0;
    message = "";
  }

  private void progress(JsonNode progress) {
    percent = progress.path("percent").asInt(percent);
    message = Json.text(progress, "message");
  }

  private static String failure(JsonNode data) {
    return Json.text(data.has("failure") ? data.path("failure") : data, "message");
  }

  /** The final record knows better than whatever was seen on the way. */
  void end(JsonNode job) {
    kind = Json.text(job, "kind");
    state = Json.text(job, "state");
    attempt = job.path("attempt").asInt(attempt);
    percent = state.equals("succeeded") ? 100 : job.path("progress").path("percent").asInt(percent);
    message = state.equals("failed") ? failure(job) : Json.text(job.path("progress"), "message");
    acceptedAt = Ages.instant(Json.text(job, "acceptedAt"));
    startedAt = Ages.instant(Json.text(job, "startedAt"));
    endedAt = Ages.instant(Json.text(job, "finishedAt"));
  }

  JobLine line(Instant now) {
    return new JobLine(shownName(), state, percent, message, attempt, elapsed(now));
  }

  /** Without a name of its own: the kind, and the end of the id, where ids differ most. */
  private String shownName() {
    return name.orElse((kind + " " + id.substring(Math.max(0, id.length() - 8))).strip());
  }

  private Duration elapsed(Instant now) {
    return startedAt
        .or(() -> acceptedAt)
        .map(begin -> Duration.between(begin, endedAt.orElse(now)))
        .orElse(Duration.ZERO);
  }
}
