package forja.cli.terminal;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Where we write to, and what can be shown there. */
public final class Terminal {
  private final PrintStream out;
  private final PrintStream err;
  private final boolean interactive;
  private final Map<String, String> environment;
  private boolean colours;

  public Terminal(
      PrintStream out, PrintStream err, boolean interactive, Map<String, String> environment) {
    this.out = out;
    this.err = err;
    this.interactive = interactive;
    this.environment = environment;
    this.colours =
        interactive
            && environment.getOrDefault("NO_COLOR", "").isEmpty()
            && !environment.getOrDefault("TERM", "").equals("dumb");
  }

  /** Whether our standard output is a terminal, and not a file or a pipe. */
  public static boolean isStandardOutput() {
    return isTerminal("/proc/self/fd/1");
  }

  /** Whether somebody types what we read, who would see it. */
  public static boolean isStandardInput() {
    return isTerminal("/proc/self/fd/0");
  }

  private static boolean isTerminal(String descriptor) {
    try {
      var target = Files.readSymbolicLink(Path.of(descriptor)).toString();
      return target.matches("/dev/(pts/|tty|console).*");
    } catch (IOException noProc) {
      return isConsole();
    }
  }

  /** Whether somebody can be asked something. */
  @SuppressWarnings(
      "SystemConsoleNull") // Which of its two ways a JDK takes depends on its settings.
  public static boolean isConsole() {
    var console = System.console();
    return console != null && console.isTerminal();
  }

  public void withoutColours() {
    colours = false;
  }

  public boolean isInteractive() {
    return interactive;
  }

  public Look look() {
    return new Look(colours, interactive && speaksUnicode());
  }

  public PrintStream out() {
    return out;
  }

  public PrintStream err() {
    return err;
  }

  public void print(String line) {
    out.println(line);
  }

  public void print(List<String> lines) {
    lines.forEach(out::println);
  }

  public void print(Table table) {
    print(table.lines(look(), interactive ? TerminalSize.of(environment).columns() : 0));
  }

  public TerminalSize size() {
    return TerminalSize.of(environment);
  }

  /** What others wrote, fit to be shown here: as it is in a file, made safe on a terminal. */
  public String foreign(String text) {
    return interactive ? SafeText.block(text) : text;
  }

  public void complain(String line) {
    err.println(line);
  }

  private boolean speaksUnicode() {
    for (var name : List.of("LC_ALL", "LC_CTYPE", "LANG")) {
      var value = environment.getOrDefault(name, "");
      if (!value.isEmpty()) {
        return value.toLowerCase(java.util.Locale.ROOT).matches(".*utf-?8.*");
      }
    }
    return false;
  }
}
