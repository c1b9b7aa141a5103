package forja.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import forja.cli.Desk;
import forja.cli.ExitCode;
import forja.cli.config.Misuse;
import forja.cli.http.Query;
import forja.cli.json.Json;
import forja.cli.json.PagedDocument;
import forja.cli.terminal.Ages;
import forja.cli.terminal.Cell;
import forja.cli.terminal.Ink;
import forja.cli.terminal.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists jobs. */
@Command(
    name = "jobs",
    description = "List jobs, newest first.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  forja jobs",
      "  forja jobs --state failed --state cancelled --limit 50",
      "  forja jobs --kind farm.sleep --label team=a",
      "  forja jobs --all --json | jq -r '.items[].id'"
    })
public final class JobsCommand implements Callable<Integer> {
  private static final int LARGEST_PAGE = 200;

  private final Desk desk;

  @Option(names = "--state", paramLabel = "STATE", description = "Only in this state; repeatable.")
  private List<String> states = new ArrayList<>();

  @Option(names = "--kind", paramLabel = "KIND", description = "Only of this kind; repeatable.")
  private List<String> kinds = new ArrayList<>();

  @Option(
      names = "--label",
      paramLabel = "NAME=VALUE",
      description = "Only with this label; repeatable, all must match.")
  private List<String> labels = new ArrayList<>();

  @Option(names = "--worker", paramLabel = "ID", description = "Only with this worker.")
  private @Nullable String worker;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "At most so many.",
      defaultValue = "20")
  private int limit;

  @Option(names = "--all", description = "All of them, page by page.")
  private boolean all;

  public JobsCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    if (limit < 1) {
      throw new Misuse("--limit must be 1 or more, found " + limit);
    }
    if (desk.wantsJson()) {
      new PagedDocument(desk.terminal().out()).write(this::page, most());
    } else {
      showTables();
    }
    return ExitCode.SUCCEEDED;
  }

  private long most() {
    return all ? Long.MAX_VALUE : limit;
  }

  private JsonNode page(String cursor, long left) {
    var query =
        new Query("/jobs")
            .withEach("state", states)
            .withEach("kind", kinds)
            .withEach("label", labels)
            .with("limit", Math.min(left, LARGEST_PAGE));
    if (worker != null) {
      query.with("worker", worker);
    }
    if (!cursor.isEmpty()) {
      query.with("cursor", cursor);
    }
    return desk.api().get(query.toString());
  }

  /** One table for each page: a list may be longer than the memory. */
  private void showTables() {
    var cursor = "";
    var left = most();
    do {
      var page = page(cursor, left);
      show(page.path("items"));
      left -= page.path("items").size();
      cursor = Json.text(page, "next");
    } while (!cursor.isEmpty() && left > 0);
  }

  private void show(JsonNode jobs) {
    if (jobs.isEmpty()) {
      desk.terminal().complain("no jobs");
      return;
    }
    var table = new Table("ID", "KIND", "STATE", "AGE", "TOOK", "WORKER", "WHAT");
    jobs.forEach(job -> add(table, job));
    desk.terminal().print(table);
  }

  private void add(Table table, JsonNode job) {
    table.add(
        Cell.of(Json.text(job, "id")),
        Cell.of(Json.text(job, "kind")),
        state(job),
        Cell.of(age(job)),
        Cell.of(took(job)),
        Cell.of(Json.text(job, "worker")),
        Cell.dim(what(job)));
  }

  private static Cell state(JsonNode job) {
    var state = Json.text(job, "state");
    var percent = Json.text(job.path("progress"), "percent") + "%";
    return new Cell(state.equals("running") ? state + " " + percent : state, Ink.ofState(state));
  }

  private String age(JsonNode job) {
    return Ages.instant(Json.text(job, "acceptedAt"))
        .map(at -> Ages.brief(Duration.between(at, desk.clock().instant())))
        .orElse("");
  }

  private String took(JsonNode job) {
    var end = Ages.instant(Json.text(job, "finishedAt")).orElse(desk.clock().instant());
    return Ages.instant(Json.text(job, "startedAt"))
        .map(begin -> Ages.exact(Duration.between(begin, end)))
        .orElse("");
  }

  private static String what(JsonNode job) {
    var failure = Json.text(job.path("failure"), "message");
    var message = failure.isEmpty() ? Json.text(job.path("progress"), "message") : failure;
    var labels =
        job.path("labels").properties().stream()
            .map(label -> label.getKey() + "=" + label.getValue().asText())
            .collect(Collectors.joining(" "));
    var attempt = job.path("attempt").asInt(1);
    return ((attempt > 1 ? "attempt " + attempt + " " : "") + labels + " " + message).strip();
  }
}
