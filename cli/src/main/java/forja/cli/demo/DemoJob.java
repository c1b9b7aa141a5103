package forja.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import forja.cli.json.Json;
import java.time.Duration;
import java.util.Optional;

/** A job of the demo, and what is expected of it. */
record DemoJob(String name, ObjectNode request, Optional<Duration> cancelAfter, JsonNode expected) {

  static DemoJob of(JsonNode entry) {
    var after = Json.text(entry, "cancelAfter");
    return new DemoJob(
        Json.text(entry, "name"),
        Json.objectOf(entry.path("request")).deepCopy(),
        after.isEmpty() ? Optional.empty() : Optional.of(Duration.parse(after)),
        entry.path("expect"));
  }

  /** For a kind that the programme does not know: its own example has to work. */
  static DemoJob example(JsonNode kind) {
    return new DemoJob(
        "example of " + Json.text(kind, "name"),
        Json.objectOf(kind.path("example")).deepCopy(),
        Optional.empty(),
        Json.object().put("state", "succeeded"));
  }

  String kind() {
    return Json.text(request, "kind");
  }

  boolean namesSecrets() {
    return !request.path("spec").path("secrets").isEmpty();
  }

  boolean isMetBy(JsonNode job) {
    var failure = Json.text(job.path("failure"), "kind");
    return Json.text(job, "state").equals(Json.text(expected, "state"))
        && (!expected.has("failure") || failure.equals(Json.text(expected, "failure")))
        && (!expected.has("attempt")
            || job.path("attempt").asInt() == expected.path("attempt").asInt());
  }

  /** What should come of it, in words. */
  String expectation() {
    return words(Json.text(expected, "state"), expected.path("attempt").asInt(1), failure());
  }

  private String failure() {
    return Json.text(expected, "failure");
  }

  static String outcome(JsonNode job) {
    var state = Json.text(job, "state");
    var failure = state.equals("failed") ? Json.text(job.path("failure"), "kind") : "";
    return words(state, job.path("attempt").asInt(1), failure);
  }

  private static String words(String state, int attempt, String failure) {
    return state
        + (failure.isEmpty() ? "" : " (" + failure + ")")
        + (attempt > 1 ? " at attempt " + attempt : "");
  }
}
