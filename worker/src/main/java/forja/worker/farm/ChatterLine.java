package forja.worker.farm;

/** A numbered line of a given width, so that a reader sees at once whether one is missing. */
final class ChatterLine {
  private static final String FILLER = "abcdefghijklmnopqrstuvwxyz";

  private ChatterLine() {}

  static String of(int number, int width) {
    var line = new StringBuilder("line ").append(number).append(' ');
    while (line.length() < width) {
      line.append(FILLER, 0, Math.min(FILLER.length(), width - line.length()));
    }
    line.setLength(width);
    return line.toString();
  }
}
