package forja.cli;

import com.fasterxml.jackson.databind.JsonNode;
import forja.cli.json.Json;
import java.time.Duration;
import java.util.function.Consumer;

/** Does farm jobs for the peer, so many times faster than they ask for. */
record PeerWorker(int speed) implements Consumer<PeerJob> {

  @Override
  public void accept(PeerJob job) {
    try {
      job.happen("released", "released", Json.object());
      job.happen("started", "running", Json.object());
      var spec = job.request().path("spec");
      switch (Json.text(job.request(), "kind")) {
        case "farm.sleep", "farm.effect" -> sleep(job, spec);
        case "farm.chatter" -> chatter(job, spec);
        case "farm.fail" -> fail(job, spec);
        default -> job.happen("succeeded", "succeeded", Json.object());
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void sleep(PeerJob job, JsonNode spec) throws InterruptedException {
    var all = Duration.parse(Json.text(spec, "for")).toMillis() / speed;
    var limit = Json.text(job.request(), "timeLimit");
    var allowed = limit.isEmpty() ? all : Duration.parse(limit).toMillis() / speed;
    for (var step = 1; step <= 20; step++) {
      if (job.isCancelledWithin(Math.min(all, allowed) / 20)) {
        job.happen("cancelled", "cancelled", Json.object());
        return;
      }
      var percent = (int) (step * 5L * Math.min(all, allowed) / all);
      job.happen(
          "progressed",
          "running",
          Json.object().put("percent", percent).put("message", step + " of 20"));
    }
    if (allowed < all) {
      failed(job, "timed-out", "ran past its limit", "failed");
    } else {
      job.happen("succeeded", "succeeded", Json.object());
    }
  }

  private void chatter(PeerJob job, JsonNode spec) throws InterruptedException {
    for (var line = 1; line <= spec.path("lines").asInt(); line++) {
      var masked = spec.has("secrets") ? " ***" : "";
      job.write("line " + line + " of the log \u001b[31mred\u001b[0m" + masked + "\n");
      if (job.isCancelledWithin(400 / speed)) {
        job.happen("cancelled", "cancelled", Json.object());
        return;
      }
    }
    job.happen("succeeded", "succeeded", Json.object());
  }

  private void fail(PeerJob job, JsonNode spec) throws InterruptedException {
    failed(
        job,
        Json.text(spec, "as"),
        Json.text(spec, "message"),
        spec.has("attempts") ? "scheduled" : "failed");
    if (spec.has("attempts")) {
      job.nextAttempt();
      job.isCancelledWithin(2000 / speed);
      job.happen("started", "running", Json.object());
      job.happen("succeeded", "succeeded", Json.object());
    }
  }

  private static void failed(PeerJob job, String as, String message, String state) {
    var failure = Json.object().put("kind", as).put("code", "farm.asked").put("message", message);
    var change = state.equals("failed") ? "failed" : "postponed";
    job.happen(change, state, Json.object().set("failure", failure));
  }
}
