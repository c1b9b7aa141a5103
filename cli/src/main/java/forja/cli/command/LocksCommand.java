package forja.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import forja.cli.Desk;
import forja.cli.ExitCode;
import forja.cli.config.Misuse;
import forja.cli.http.ApiCall;
import forja.cli.http.PathWords;
import forja.cli.http.Query;
import forja.cli.json.Json;
import forja.cli.terminal.Ages;
import forja.cli.terminal.Cell;
import forja.cli.terminal.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists the locks, and frees what is in doubt of one. */
@Command(
    name = "locks",
    description = "List who holds which lock, what is in doubt, and how many wait.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  forja run farm.sleep --set for=PT1M --lock db",
      "  forja locks",
      "  forja locks release db"
    })
public final class LocksCommand implements Callable<Integer> {
  private static final int PAGE = 200;

  private final Desk desk;

  @Option(names = "--limit", paramLabel = "N", description = "At most so many.")
  private int limit = PAGE;

  public LocksCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    if (limit < 1) {
      throw new Misuse("--limit must be at least 1, found " + limit);
    }
    var items = all();
    if (desk.wantsJson()) {
      var document = Json.object();
      document.putArray("items").addAll(items);
      desk.printJson(document);
    } else if (items.isEmpty()) {
      desk.terminal().complain("no lock is held, in doubt or waited for");
    } else {
      var table = new Table("LOCK", "PERMITS", "WAITING", "JOB", "SINCE", "IN DOUBT BECAUSE");
      items.forEach(lock -> add(table, lock));
      desk.terminal().print(table);
    }
    return ExitCode.SUCCEEDED;
  }

  private List<JsonNode> all() {
    var items = new ArrayList<JsonNode>();
    var query = new Query("/locks").with("limit", Math.clamp(limit, 1, PAGE));
    var page = desk.api().get(query.toString());
    page.path("items").forEach(items::add);
    while (!Json.text(page, "next").isEmpty() && items.size() < limit) {
      page =
          desk.api()
              .get(
                  new Query("/locks")
                      .with("limit", Math.clamp(limit - items.size(), 1, PAGE))
                      .with("cursor", Json.text(page, "next"))
                      .toString());
      page.path("items").forEach(items::add);
    }
    return items;
  }

  private void add(Table table, JsonNode lock) {
    var doubts = lock.path("inDoubt");
    if (lock.path("holders").isEmpty() && doubts.isEmpty()) {
      row(table, lock, "", "", "");
    }
    for (var holder : lock.path("holders")) {
      row(
          table,
          lock,
          Json.text(holder, "job"),
          Ages.since(Json.text(holder, "since"), desk.clock()),
          "");
    }
    for (var doubt : doubts) {
      row(
          table,
          lock,
          Json.text(doubt, "job"),
          Ages.since(Json.text(doubt, "since"), desk.clock()),
          Json.text(doubt, "reason"));
    }
  }

  /** The job, since when, and why it is in doubt. */
  private static void row(Table table, JsonNode lock, String... taken) {
    table.add(
        Cell.of(Json.text(lock, "name")),
        Cell.of(Json.text(lock, "permits")),
        Cell.of(Json.text(lock, "waiting")),
        Cell.of(taken[0]),
        Cell.of(taken[1]),
        Cell.of(taken[2]));
  }

  /** Frees what is in doubt. */
  @Command(
      name = "release",
      description = "Say that nothing runs any more where a lock is in doubt: it is free again.")
  int release(@Parameters(paramLabel = "NAME", description = "Which lock.") String name) {
    desk.api().send(ApiCall.delete("/locks/" + PathWords.of(name)));
    desk.terminal().complain(name + " is no longer in doubt");
    return ExitCode.SUCCEEDED;
  }
}
