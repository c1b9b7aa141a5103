package forja.cli.terminal;

/** A colour or a weight. */
public enum Ink {
  PLAIN(""),
  BOLD("1"),
  DIM("2"),
  RED("31"),
  GREEN("32"),
  YELLOW("33"),
  BLUE("34"),
  CYAN("36");

  private final String code;

  Ink(String code) {
    this.code = code;
  }

  /** The colour in which the state of a job is always shown. */
  public static Ink ofState(String state) {
    return switch (state) {
      case "succeeded" -> GREEN;
      case "failed" -> RED;
      case "cancelled", "cancelling" -> YELLOW;
      case "running" -> CYAN;
      case "released" -> BLUE;
      default -> DIM;
    };
  }

  String on(String text) {
    return this == PLAIN || text.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
  }
}
