package forja.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import forja.cli.Desk;
import forja.cli.ExitCode;
import forja.cli.http.ApiClient;
import forja.cli.json.Json;
import forja.cli.terminal.Ink;
import forja.cli.terminal.SafeText;
import forja.cli.watch.BoardView;
import forja.cli.watch.JobNames;
import forja.cli.watch.JobWatch;
import forja.cli.watch.JsonView;
import forja.cli.watch.PlainView;
import forja.cli.watch.WatchView;
import java.util.Map;

/** Shows jobs until they end, in the way that suits where we write to. */
public final class Watching {
  private final Desk desk;
  private final ApiClient api;

  Watching(Desk desk) {
    this(desk, desk.api());
  }

  /** Jobs of somebody else than the customer that the desk acts for. */
  public Watching(Desk desk, ApiClient api) {
    this.desk = desk;
    this.api = api;
  }

  /** Answers with the exit code that the outcomes deserve. */
  public int watch(JobNames jobs) {
    var records = records(jobs).values();
    if (desk.terminal().isInteractive() && !desk.wantsJson()) {
      records.forEach(this::explainFailure);
    }
    return ExitCode.ofStates(records.stream().map(job -> Json.text(job, "state")).toList());
  }

  private Map<String, JsonNode> records(JobNames jobs) {
    try (var view = view(jobs)) {
      return new JobWatch(api, view).watch(jobs.ids());
    }
  }

  private WatchView view(JobNames jobs) {
    if (desk.wantsJson()) {
      return new JsonView(desk.terminal());
    }
    return desk.terminal().isInteractive()
        ? new BoardView(desk.terminal(), desk.clock(), jobs)
        : new PlainView(desk.terminal(), jobs);
  }

  /** A bar has room for the beginning of a message only. */
  private void explainFailure(JsonNode job) {
    var failure = job.path("failure");
    if (failure.isObject() && Json.text(job, "state").equals("failed")) {
      var what =
          Json.text(job, "id")
              + " failed: "
              + Json.text(failure, "message")
              + (" (" + Json.text(failure, "kind") + ", " + Json.text(failure, "code") + ")");
      desk.terminal().print(desk.terminal().look().paint(Ink.RED, SafeText.line(what)));
    }
  }
}
