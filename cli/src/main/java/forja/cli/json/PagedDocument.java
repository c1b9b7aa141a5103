package forja.cli.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.PrintStream;

/** Many pages as one JSON document, written while they come. */
public final class PagedDocument {
  private final PrintStream out;

  public PagedDocument(PrintStream out) {
    this.out = out;
  }

  /** Fetches a page. */
  public interface Pages {
    JsonNode page(String cursor, long left);
  }

  public void write(Pages pages, long most) {
    var cursor = "";
    var left = most;
    var separator = "{\"items\":[";
    do {
      var page = pages.page(cursor, left);
      for (var item : page.path("items")) {
        out.print(separator + Json.line(item));
        separator = ",";
        left--;
      }
      cursor = Json.text(page, "next");
    } while (!cursor.isEmpty() && left > 0);
    // Nothing is written before the first page is there: it may be refused.
    out.print(separator.equals(",") ? "" : separator);
    out.println("],\"next\":" + (cursor.isEmpty() ? "null" : TextNode.valueOf(cursor)) + "}");
  }
}
