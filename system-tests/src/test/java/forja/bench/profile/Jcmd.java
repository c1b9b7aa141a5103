package forja.bench.profile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Asks a running JVM for something by the tool of its JDK. */
public final class Jcmd {

  private Jcmd() {}

  public static String run(long pid, String... words) throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
    command.add(Long.toString(pid));
    command.addAll(List.of(words));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
      var answer = lines.lines().collect(Collectors.joining("\n"));
      if (process.waitFor() != 0) {
        throw new IOException(String.join(" ", command) + ": " + answer);
      }
      return answer;
    }
  }
}
