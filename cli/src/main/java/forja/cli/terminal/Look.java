package forja.cli.terminal;

/** What the terminal can show: colours or not, more than ASCII or not. */
public record Look(boolean colours, boolean unicode) {

  public String paint(Ink ink, String text) {
    return colours ? ink.on(text) : text;
  }

  public String ellipsis() {
    return unicode ? "…" : "..";
  }

  public String dash() {
    return unicode ? "─" : "-";
  }

  /** What stands before a job in this state. */
  public String mark(String state, long frame) {
    return switch (state) {
      case "succeeded" -> unicode ? "✔" : "+";
      case "failed" -> unicode ? "✘" : "x";
      case "cancelled" -> unicode ? "■" : "o";
      case "running", "cancelling", "released" -> spinner(frame);
      default -> unicode ? "·" : ".";
    };
  }

  private String spinner(long frame) {
    var frames = unicode ? "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏" : "|/-\\";
    return String.valueOf(frames.charAt((int) (frame % frames.length())));
  }
}
