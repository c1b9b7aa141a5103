package forja.cli.terminal;

/** A field of a table. */
public record Cell(String text, Ink ink) {
  /** Text from elsewhere is made safe here, once. */
  public Cell {
    text = SafeText.line(text);
  }

  public static Cell of(Object text) {
    return new Cell(String.valueOf(text), Ink.PLAIN);
  }

  public static Cell dim(Object text) {
    return new Cell(String.valueOf(text), Ink.DIM);
  }

  public static Cell state(String state) {
    return new Cell(state, Ink.ofState(state));
  }
}
