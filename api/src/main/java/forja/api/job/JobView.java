package forja.api.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import forja.api.ledger.Accepted;
import forja.api.ledger.JobRow;
import forja.api.ledger.NewJob;
import forja.common.job.Failure;
import forja.common.job.JobId;
import forja.common.job.JobState;
import forja.common.job.Kinds;
import forja.common.job.RetryPolicy;
import forja.common.job.Unique;
import forja.common.wire.Wire;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A job as a caller sees it. What has no value yet is there as null, so that every job has the same
 * fields.
 */
final class JobView {
  private JobView() {}

  static ObjectNode of(JobRow job) {
    var view = begin(job.id(), job.kind(), job.state(), job.token().attempt());
    view.putObject("progress")
        .put("percent", percent(job))
        .put("message", job.progress().map(JobRow.Reached::message).orElse(null));
    raw(view, "result", job.result());
    failure(view, job.failure());
    view.put("acceptedAt", job.acceptedAt().toString());
    time(view, "releasedAt", job.releasedAt());
    time(view, "startedAt", job.startedAt());
    time(view, "finishedAt", job.finishedAt());
    view.put("worker", job.worker().orElse(null));
    raw(view, "spec", Optional.of(job.spec()));
    labels(view, job.labels());
    locks(view, job.locks());
    view.put("priority", job.priority())
        .put("pool", job.lane().pool())
        .put("timeLimit", job.timeLimit().toString());
    retry(view, job.retry());
    time(view, "runAt", job.dueAt());
    bounds(view, job.unique(), job.deadline());
    view.put("requestId", job.requestId().orElse(null));
    return links(view, job.id());
  }

  /** What has succeeded is done, whether or not its executor ever said how far it was. */
  private static int percent(JobRow job) {
    return job.state() == JobState.SUCCEEDED
        ? 100
        : job.progress().map(JobRow.Reached::percent).orElse(0);
  }

  /** A job that was booked this moment: known without asking the ledger. */
  static ObjectNode of(NewJob job, Accepted.Booked booked) {
    var request = job.request();
    var view = begin(booked.id(), Kinds.of(request.spec()).name(), booked.state(), 1);
    view.putObject("progress").put("percent", 0).putNull("message");
    view.putNull("result")
        .putNull("failure")
        .put("acceptedAt", job.acceptedAt().toString())
        .putNull("releasedAt")
        .putNull("startedAt")
        .putNull("finishedAt")
        .putNull("worker")
        .putPOJO("spec", request.spec());
    labels(view, request.labels());
    locks(view, request.locks());
    view.put("priority", request.priority())
        .put("pool", request.pool())
        .put("timeLimit", request.timeLimit().toString());
    retry(view, request.retry());
    time(view, "runAt", request.runAt());
    bounds(view, request.unique(), request.deadline());
    var requestId = job.origin().requestId();
    view.put("requestId", requestId.isEmpty() ? null : requestId);
    return links(view, booked.id());
  }

  /** What a batch tells of each of its jobs. */
  static ObjectNode brief(JobId id, JobState state) {
    var view =
        Wire.json().createObjectNode().put("id", id.toString()).put("state", state.wireName());
    view.putObject("links").put("self", "/jobs/" + id).put("queue", "/queue/" + id);
    return view;
  }

  /** Changes whenever the view does: every change of a job is one of its events. */
  static String tag(JobRow job) {
    return job.state().code() + "-" + job.events();
  }

  private static ObjectNode begin(JobId id, String kind, JobState state, int attempt) {
    return Wire.json()
        .createObjectNode()
        .put("id", id.toString())
        .put("kind", kind)
        .put("state", state.wireName())
        .put("attempt", attempt);
  }

  private static void raw(ObjectNode view, String name, Optional<String> json) {
    if (json.isPresent()) {
      view.putRawValue(name, new RawValue(json.get()));
    } else {
      view.putNull(name);
    }
  }

  static void failure(ObjectNode view, Optional<Failure> failure) {
    if (failure.isEmpty()) {
      view.putNull("failure");
      return;
    }
    view.putObject("failure")
        .put("kind", failure.get().kind().wireName())
        .put("code", failure.get().code())
        .put("message", failure.get().message());
  }

  static void time(ObjectNode view, String name, Optional<Instant> time) {
    view.put(name, time.map(Instant::toString).orElse(null));
  }

  private static void bounds(ObjectNode view, Optional<Unique> unique, Optional<Instant> deadline) {
    if (unique.isEmpty()) {
      view.putNull("unique");
    } else {
      var span = Optional.ofNullable(unique.get().span()).orElseThrow();
      view.putObject("unique").put("key", unique.get().key()).put("while", span.wireName());
    }
    time(view, "deadline", deadline);
  }

  private static void labels(ObjectNode view, Map<String, String> labels) {
    var node = view.putObject("labels");
    labels.forEach(node::put);
  }

  private static void locks(ObjectNode view, List<String> locks) {
    var names = view.putArray("locks");
    locks.forEach(names::add);
  }

  private static void retry(ObjectNode view, RetryPolicy retry) {
    var words =
        view.putObject("retry")
            .put("attempts", retry.attempts())
            .put("backoff", String.valueOf(retry.backoff()))
            .put("factor", retry.factor())
            .put("ceiling", String.valueOf(retry.ceiling()))
            .putArray("on");
    retry.on().forEach(kind -> words.add(kind.wireName()));
  }

  private static ObjectNode links(ObjectNode view, JobId id) {
    var self = "/jobs/" + id;
    view.putObject("links")
        .put("self", self)
        .put("queue", "/queue/" + id)
        .put("log", self + "/log")
        .put("events", self + "/events")
        .put("cancel", self + "/cancel")
        .put("retry", self + "/retry");
    return view;
  }
}
