package forja.standalone;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One of our programs in a JVM of its own, so that a test can kill it. */
final class ProgramProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;

  private ProgramProcess(Process process) {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
  }

  static ProgramProcess start(Class<?> main, String... arguments) throws IOException {
    var words = new ArrayList<String>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("--enable-native-access=ALL-UNNAMED"));
    words.add("--sun-misc-unsafe-memory-access=allow");
    words.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    words.addAll(List.of(arguments));
    return new ProgramProcess(new ProcessBuilder(words).redirectError(Redirect.INHERIT).start());
  }

  /** Waits for it; a program that ends without a word fails the test at once. */
  String firstLine() throws IOException {
    var line = output.readLine();
    if (line == null) {
      throw new AssertionError("the program ended without a word");
    }
    return line;
  }

  /** The KILL signal: no shutdown hook runs. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroy();
  }
}
