package forja.cli.terminal;

import java.io.PrintStream;
import java.util.List;

/** The lower lines of a terminal, drawn again and again, while text goes by above them. */
public final class LiveScreen {
  private static final String HIDE_CURSOR = "\u001b[?25l";
  private static final String SHOW_CURSOR = "\u001b[?25h";
  private static final String CLEAR_TO_END = "\u001b[0J";

  private final PrintStream out;
  private int drawn;

  public LiveScreen(PrintStream out) {
    this.out = out;
  }

  /** One write for each drawing: several would flicker. */
  public void draw(List<String> passing, List<String> board) {
    var text = new StringBuilder(HIDE_CURSOR);
    if (drawn > 0) {
      text.append("\u001b[").append(drawn).append('A');
    }
    text.append('\r').append(CLEAR_TO_END);
    passing.forEach(line -> text.append(line).append('\n'));
    board.forEach(line -> text.append(line).append('\n'));
    drawn = board.size();
    out.print(text);
    out.flush();
  }

  public void release() {
    out.print(SHOW_CURSOR);
    out.flush();
  }
}
