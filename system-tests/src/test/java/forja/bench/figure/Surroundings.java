package forja.bench.figure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** On what a benchmark ran, and how busy that was already. */
public record Surroundings(int processors, String java, String system, String loadAverage) {

  public static Surroundings now() throws IOException {
    return new Surroundings(
        Runtime.getRuntime().availableProcessors(),
        Runtime.version().toString(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        loadAverageNow());
  }

  /** Over one, five and fifteen minutes. */
  public static String loadAverageNow() throws IOException {
    var words = Files.readString(Path.of("/proc/loadavg")).split(" ");
    return String.join(" ", words[0], words[1], words[2]);
  }
}
