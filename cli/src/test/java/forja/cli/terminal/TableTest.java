package forja.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {
  private static final Look PLAIN = new Look(false, true);

  @Test
  void eachColumnIsAsWideAsItsWidestField() {
    var table = new Table("ID", "STATE");
    table.add(Cell.of("a long one"), Cell.state("running"));
    table.add(Cell.of("日本"), Cell.state("failed"));

    assertThat(table.lines(PLAIN, 0))
        .containsExactly("ID          STATE", "a long one  running", "日本        failed");
  }

  @Test
  void isCutWhereTheTerminalEnds() {
    var table = new Table("ID", "WHAT").add(Cell.of("a"), Cell.of("much to say"));

    assertThat(table.lines(PLAIN, 10)).containsExactly("ID  WHAT", "a   much …");
    assertThat(table.lines(PLAIN, 3)).allMatch(line -> Columns.width(line) <= 3);
  }

  @Test
  void coloursDoNotCountAsWidth() {
    var table = new Table("STATE", "X").add(Cell.state("failed"), Cell.of("y"));

    assertThat(table.lines(new Look(true, true), 20).getLast())
        .isEqualTo("\u001b[31mfailed\u001b[0m  y");
  }

  @Test
  void aFieldCannotBreakTheTable() {
    var table = new Table("ID").add(Cell.of("a\nb\u001b[2J"));

    assertThat(table.lines(PLAIN, 0)).containsExactly("ID", "a\\nb\\x1b[2J");
  }
}
