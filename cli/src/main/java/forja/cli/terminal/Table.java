package forja.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/** Rows under headings, each column as wide as its widest field; the last one may be cut. */
public final class Table {
  private static final String GAP = "  ";

  private final List<String> headings;
  private final List<List<Cell>> rows = new ArrayList<>();

  public Table(String... headings) {
    this.headings = List.of(headings);
  }

  public Table add(Cell... cells) {
    rows.add(List.of(cells));
    return this;
  }

  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /** With a width of 0 nothing is cut. */
  public List<String> lines(Look look, int width) {
    var widths = widths();
    var lines = new ArrayList<String>();
    lines.add(line(headings.stream().map(Cell::dim).toList(), widths, look, width));
    rows.forEach(row -> lines.add(line(row, widths, look, width)));
    return lines;
  }

  private int[] widths() {
    var widths = headings.stream().mapToInt(Columns::width).toArray();
    for (var row : rows) {
      for (var column = 0; column < row.size(); column++) {
        widths[column] = Math.max(widths[column], Columns.width(row.get(column).text()));
      }
    }
    return widths;
  }

  private static String line(List<Cell> cells, int[] widths, Look look, int width) {
    var line = new StringBuilder();
    var used = 0;
    for (var column = 0; column < cells.size(); column++) {
      var isLast = column == cells.size() - 1;
      var cell = cells.get(column);
      var text = isLast ? cell.text() : Columns.pad(cell.text(), widths[column]);
      var room = width == 0 ? Integer.MAX_VALUE : Math.max(0, width - used);
      var shown = Columns.cut(text, room, look.ellipsis());
      line.append(look.paint(cell.ink(), shown));
      used += Columns.width(shown);
      if (!isLast && used + GAP.length() <= (width == 0 ? Integer.MAX_VALUE : width)) {
        line.append(GAP);
        used += GAP.length();
      }
    }
    return look.colours() ? line.toString() : line.toString().stripTrailing();
  }
}
