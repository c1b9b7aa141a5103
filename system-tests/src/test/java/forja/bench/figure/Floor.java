package forja.bench.figure;

/** What was promised, and whether this run has kept it. */
public record Floor(String what, double promised, double found, boolean met) {

  public static Floor atLeast(String what, double promised, double found) {
    return new Floor(what, promised, found, found >= promised);
  }

  public static Floor atMost(String what, double promised, double found) {
    return new Floor(what, promised, found, found <= promised);
  }
}
