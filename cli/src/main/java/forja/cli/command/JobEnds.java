package forja.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import forja.cli.http.ApiCall;
import forja.cli.http.ApiClient;
import forja.cli.json.Json;
import java.time.Duration;

/** Waits for the end of a job by asking the api to answer late. */
final class JobEnds {
  /** What the api allows for one request. */
  static final long LONGEST_WAIT = 60;

  private JobEnds() {}

  static boolean isEnded(JsonNode job) {
    return switch (Json.text(job, "state")) {
      case "succeeded", "failed", "cancelled" -> true;
      default -> false;
    };
  }

  /** The record of the job when it ends, or when the time is over. */
  static JsonNode await(ApiClient api, JsonNode job, Duration atMost) {
    var deadline = System.nanoTime() + atMost.toNanos();
    var latest = job;
    while (!isEnded(latest)) {
      var left = Duration.ofNanos(deadline - System.nanoTime()).toSeconds();
      if (left <= 0) {
        return latest;
      }
      var call = ApiCall.get("/jobs/" + Json.text(job, "id"));
      latest = api.send(call.waiting(Math.min(LONGEST_WAIT, left))).json();
    }
    return latest;
  }
}
