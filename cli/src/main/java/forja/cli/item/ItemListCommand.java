package forja.cli.item;

import com.fasterxml.jackson.databind.JsonNode;
import forja.cli.Desk;
import forja.cli.ExitCode;
import forja.cli.config.Misuse;
import forja.cli.http.Query;
import forja.cli.json.Json;
import forja.cli.json.PagedDocument;
import forja.cli.terminal.Cell;
import forja.cli.terminal.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists items. */
@Command(description = "List them by name.")
final class ItemListCommand implements Callable<Integer> {
  private static final int LARGEST_PAGE = 200;

  private final Desk desk;
  private final ItemKind kind;

  @Option(
      names = "--label",
      paramLabel = "NAME=VALUE",
      description = "Only with this label; repeatable, all must match.")
  private List<String> labels = new ArrayList<>();

  @Option(
      names = "--where",
      paramLabel = "FIELD=VALUE",
      description = "Only with this value of a field, such as role=viewer; repeatable.")
  private List<String> conditions = new ArrayList<>();

  @Option(
      names = "--sort",
      paramLabel = "FIELD",
      description = "By this field; -FIELD turns it round.")
  private @Nullable String sort;

  @Option(names = "--limit", paramLabel = "N", description = "At most so many.")
  private int limit = LARGEST_PAGE;

  @Option(names = "--all", description = "All of them, page by page.")
  private boolean all;

  ItemListCommand(Desk desk, ItemKind kind) {
    this.desk = desk;
    this.kind = kind;
  }

  @Override
  public Integer call() {
    if (limit < 1) {
      throw new Misuse("--limit must be 1 or more, found " + limit);
    }
    var most = all ? Long.MAX_VALUE : limit;
    if (desk.wantsJson()) {
      new PagedDocument(desk.terminal().out()).write(this::page, most);
    } else {
      showTables(most);
    }
    return ExitCode.SUCCEEDED;
  }

  private JsonNode page(String cursor, long left) {
    var query = new Query(kind.path()).withEach("label", labels);
    conditions.forEach(condition -> add(query, condition));
    query.with("limit", Math.min(left, LARGEST_PAGE));
    if (sort != null) {
      query.with("sort", sort);
    }
    if (!cursor.isEmpty()) {
      query.with("cursor", cursor);
    }
    return desk.api().get(query.toString());
  }

  private static void add(Query query, String condition) {
    var end = condition.indexOf('=');
    if (end < 1) {
      throw new Misuse("--where is FIELD=VALUE, found " + condition);
    }
    query.with(condition.substring(0, end), condition.substring(end + 1));
  }

  /** One table for each page: a list may be longer than the memory. */
  private void showTables(long most) {
    var cursor = "";
    var left = most;
    do {
      var page = page(cursor, left);
      show(page.path("items"));
      left -= page.path("items").size();
      cursor = Json.text(page, "next");
    } while (!cursor.isEmpty() && left > 0);
    if (!cursor.isEmpty()) {
      desk.terminal().complain("there are more: --all lists all of them");
    }
  }

  private void show(JsonNode items) {
    if (items.isEmpty()) {
      desk.terminal().complain("there is no " + kind.noun());
      return;
    }
    var columns = kind.columns();
    var headings = Stream.concat(Stream.of("NAME"), columns.stream().map(ItemColumn::heading));
    var table =
        new Table(
            Stream.concat(headings, Stream.of("LABELS", "DESCRIPTION")).toArray(String[]::new));
    items.forEach(item -> table.add(cells(item)));
    desk.terminal().print(table);
  }

  private Cell[] cells(JsonNode item) {
    var cells = new ArrayList<Cell>();
    cells.add(Cell.of(Json.text(item, "name")));
    kind.columns().forEach(column -> cells.add(column.cell(item, desk.clock())));
    cells.add(Cell.of(ItemColumn.words(item.path("labels"))));
    cells.add(Cell.dim(Json.text(item, "description")));
    return cells.toArray(Cell[]::new);
  }
}
