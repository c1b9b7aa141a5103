package forja.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import forja.cli.Desk;
import forja.cli.ExitCode;
import forja.cli.config.Misuse;
import forja.cli.http.Query;
import forja.cli.json.Json;
import forja.cli.json.PagedDocument;
import forja.cli.spec.Durations;
import forja.cli.terminal.Cell;
import forja.cli.terminal.Ink;
import forja.cli.terminal.Table;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists who did what, and who was refused what. */
@Command(
    name = "audit",
    description = {
      "List who did what, newest first: every change, and every attempt that was refused.",
      "The outcome is the HTTP status; an act without one was begun and never answered."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  forja audit",
      "  forja audit --who user:anna --since 2h",
      "  forja audit --outcome 4xx --limit 100",
      "  forja audit --operation submitJob --since 2030-01-31T00:00:00Z --json",
      "  forja audit --all"
    })
public final class AuditCommand implements Callable<Integer> {
  private static final int LARGEST_PAGE = 200;

  private final Desk desk;

  @Option(names = "--limit", paramLabel = "N", description = "At most so many.")
  private int limit = 50;

  @Option(names = "--all", description = "Of all customers, as the farm's administrator may.")
  private boolean all;

  @Option(
      names = "--since",
      paramLabel = "T",
      description = "From this time on, or so long ago: 2h.")
  private @Nullable String since;

  @Option(
      names = "--until",
      paramLabel = "T",
      description = "Before this time, or so long ago: 2h.")
  private @Nullable String until;

  @Option(
      names = "--who",
      paramLabel = "WHO",
      description = "Only of admin, user:NAME or token:USER/NAME.")
  private @Nullable String who;

  @Option(names = "--operation", paramLabel = "NAME", description = "Only this; see forja access.")
  private @Nullable String operation;

  @Option(names = "--object", paramLabel = "NAME", description = "Only what was done to this.")
  private @Nullable String object;

  @Option(
      names = "--outcome",
      paramLabel = "WORD",
      description = "Only with this status: 403, 4xx, or none for what was never answered.")
  private @Nullable String outcome;

  public AuditCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    if (limit < 1) {
      throw new Misuse("--limit must be 1 or more, found " + limit);
    }
    if (desk.wantsJson()) {
      new PagedDocument(desk.terminal().out()).write(this::page, limit);
    } else {
      showTables();
    }
    return ExitCode.SUCCEEDED;
  }

  private JsonNode page(String cursor, long left) {
    var query = new Query("/audit").with("limit", Math.min(left, LARGEST_PAGE));
    add(query, "who", who);
    add(query, "operation", operation);
    add(query, "object", object);
    add(query, "outcome", outcome);
    add(query, "since", time(since));
    add(query, "until", time(until));
    add(query, "all", all ? "true" : null);
    add(query, "cursor", cursor.isEmpty() ? null : cursor);
    return desk.api().get(query.toString());
  }

  private @Nullable String time(@Nullable String typed) {
    return typed == null ? null : Durations.past(typed, desk.clock()).toString();
  }

  private static void add(Query query, String name, @Nullable String value) {
    if (value != null) {
      query.with(name, value);
    }
  }

  private void showTables() {
    var cursor = "";
    var left = limit;
    do {
      var page = page(cursor, left);
      show(page.path("items"));
      left -= page.path("items").size();
      cursor = Json.text(page, "next");
    } while (!cursor.isEmpty() && left > 0);
  }

  private void show(JsonNode acts) {
    if (acts.isEmpty()) {
      desk.terminal().complain("no acts");
      return;
    }
    var table = new Table("AT", "CUSTOMER", "WHO", "OPERATION", "OUTCOME", "FROM", "OBJECT");
    acts.forEach(act -> add(table, act));
    desk.terminal().print(table);
  }

  private static void add(Table table, JsonNode act) {
    var times = act.path("times").asInt(1);
    table.add(
        Cell.of(Json.text(act, "at").replaceFirst("\\.\\d+Z$", "Z")),
        Cell.of(Json.text(act, "customer")),
        Cell.of(Json.text(act, "who")),
        Cell.of(Json.text(act, "operation") + (times > 1 ? " x" + times : "")),
        outcome(act.path("outcome").asInt()),
        Cell.of(Json.text(act, "address")),
        Cell.dim(Json.text(act, "object")));
  }

  private static Cell outcome(int status) {
    if (status == 0) {
      return new Cell("-", Ink.YELLOW);
    }
    return new Cell(String.valueOf(status), status < 400 ? Ink.GREEN : Ink.RED);
  }
}
