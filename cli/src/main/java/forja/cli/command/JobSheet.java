package forja.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import forja.cli.json.Json;
import forja.cli.terminal.Ages;
import forja.cli.terminal.Columns;
import forja.cli.terminal.Ink;
import forja.cli.terminal.Look;
import forja.cli.terminal.SafeText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** All that is known of a job, one line for each thing. */
final class JobSheet {
  private static final int NAMES = 11;

  private final JsonNode job;
  private final Instant now;
  private final Look look;
  private final List<String> lines = new ArrayList<>();

  JobSheet(JsonNode job, Instant now, Look look) {
    this.job = job;
    this.now = now;
    this.look = look;
  }

  List<String> lines() {
    add("id", Json.text(job, "id"), Ink.BOLD);
    add("kind", Json.text(job, "kind"), Ink.PLAIN);
    add("state", Json.text(job, "state"), Ink.ofState(Json.text(job, "state")));
    add("waits for", Json.text(job, "waitsFor"), Ink.YELLOW);
    add("progress", progress(), Ink.PLAIN);
    add("attempt", attempt(), Ink.PLAIN);
    addEnd();
    add("spec", Json.line(job.path("spec")), Ink.PLAIN);
    addLabels();
    addLocks();
    add("envelope", envelope(), Ink.PLAIN);
    add("worker", Json.text(job, "worker"), Ink.PLAIN);
    add("place", place(), Ink.PLAIN);
    addTime("run at", "runAt");
    addTime("deadline", "deadline");
    addTime("accepted", "acceptedAt");
    addTime("released", "releasedAt");
    addTime("started", "startedAt");
    addTime("finished", "finishedAt");
    return lines;
  }

  private void add(String name, String value, Ink ink) {
    if (!value.isEmpty()) {
      var text = look.paint(ink, SafeText.line(value));
      lines.add(look.paint(Ink.DIM, Columns.pad(name, NAMES)) + text);
    }
  }

  private String progress() {
    if (Json.text(job, "state").equals("succeeded")) {
      return "";
    }
    var progress = job.path("progress");
    return (Json.text(progress, "percent") + "% " + Json.text(progress, "message")).strip();
  }

  private String attempt() {
    return Json.text(job, "attempt") + " of " + Json.text(job.path("retry"), "attempts");
  }

  private void addEnd() {
    var failure = job.path("failure");
    if (failure.isObject()) {
      add("failure", Json.text(failure, "message"), Ink.RED);
      add("", Json.text(failure, "kind") + ", " + Json.text(failure, "code"), Ink.DIM);
    }
    if (job.path("result").isObject()) {
      add("result", Json.line(job.path("result")), Ink.GREEN);
    }
  }

  private void addLabels() {
    var name = "labels";
    for (var label : job.path("labels").properties()) {
      add(name, label.getKey() + "=" + label.getValue().asText(), Ink.PLAIN);
      name = "";
    }
  }

  private void addLocks() {
    var name = "locks";
    for (var lock : job.path("locks")) {
      add(name, lock.asText(), Ink.PLAIN);
      name = "";
    }
  }

  private String envelope() {
    return "priority "
        + Json.text(job, "priority")
        + ", pool "
        + Json.text(job, "pool")
        + ", time limit "
        + Json.text(job, "timeLimit")
        + ", backoff "
        + Json.text(job.path("retry"), "backoff")
        + unique();
  }

  private String unique() {
    var unique = job.path("unique");
    return unique.isObject()
        ? ", unique " + Json.text(unique, "key") + " while " + Json.text(unique, "while")
        : "";
  }

  private String place() {
    var queue = job.path("queue");
    if (!queue.isObject()) {
      return "";
    }
    var position =
        queue.has("position")
            ? Json.text(queue, "position")
            : Json.text(queue, "positionAtLeast") + " or more";
    var start = Json.text(queue, "estimatedStart");
    return position + " in the queue" + (start.isEmpty() ? "" : ", about " + start);
  }

  private void addTime(String name, String field) {
    var text = Json.text(job, field);
    var age =
        Ages.instant(text)
            .map(at -> Duration.between(at, now))
            .map(span ->
                span.isNegative() ? "in " + Ages.brief(span.negated()) : Ages.brief(span) + " ago")
            .orElse("");
    add(name, text.isEmpty() ? "" : text + "  " + age, Ink.PLAIN);
  }
}
