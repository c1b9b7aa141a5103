package forja.cli.terminal;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The room of the terminal now. */
public record TerminalSize(int rows, int columns) {
  private static final TerminalSize USUAL = new TerminalSize(24, 80);

  static TerminalSize of(Map<String, String> environment) {
    var columns = environment.getOrDefault("COLUMNS", "");
    if (columns.matches("[1-9]\\d{0,3}")) {
      return new TerminalSize(USUAL.rows(), Integer.parseInt(columns));
    }
    return asked();
  }

  private static TerminalSize asked() {
    try {
      var stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (var answer = stty.getInputStream()) {
        return parsed(new String(answer.readAllBytes(), StandardCharsets.US_ASCII).strip());
      }
    } catch (IOException noTerminal) {
      return USUAL;
    }
  }

  static TerminalSize parsed(String answer) {
    if (!answer.matches("[1-9]\\d{0,4} [1-9]\\d{0,4}")) {
      return USUAL;
    }
    var words = answer.split(" ");
    return new TerminalSize(Integer.parseInt(words[0]), Integer.parseInt(words[1]));
  }
}
