package forja.bench.farm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** One of our programs, started by the launcher as an operator would; its log is a file. */
public final class ProgramProcess implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(20);
  private static final int LAST_WORDS = 2000;

  private final String name;
  private final Path log;
  private final Process process;
  private final long spawnedAt = System.nanoTime();
  private final LinkedBlockingQueue<String> output = new LinkedBlockingQueue<>();

  private ProgramProcess(String name, Path log, Process process) {
    this.name = name;
    this.log = log;
    this.process = process;
    Thread.ofPlatform().name("output").daemon().start(this::readOutput);
  }

  /** The first word names the program. */
  static ProgramProcess start(Path logs, String... words) throws IOException {
    return named(words[0], logs, List.of(words));
  }

  /** For programs of which there are several. */
  static ProgramProcess named(String name, Path logs, List<String> words) throws IOException {
    return named(name, logs, words, Map.of());
  }

  static ProgramProcess named(
      String name, Path logs, List<String> words, Map<String, String> environment)
      throws IOException {
    var command = new ArrayList<String>();
    command.add(launcher().toString());
    command.addAll(words);
    var log = logs.resolve(name + ".log");
    var builder = new ProcessBuilder(command).redirectError(log.toFile());
    builder.environment().putAll(environment);
    return new ProgramProcess(name, log, builder.start());
  }

  private static Path launcher() {
    var forja = System.getProperty("forja");
    if (forja == null) {
      throw new IllegalStateException("benchmarks are started by ./forja bench");
    }
    return Path.of(forja);
  }

  private void readOutput() {
    try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        output.add(line);
      }
    } catch (IOException closed) {
      output.add(""); // the program was told to stop
    }
  }

  /** Waits for such a line of its output; a program that ends first fails the benchmark. */
  String awaitLine(Predicate<String> wanted, Duration atMost)
      throws InterruptedException, IOException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (System.nanoTime() < deadline) {
      var line = output.poll(20, TimeUnit.MILLISECONDS);
      if (line != null && wanted.test(line)) {
        return line;
      }
      if (line == null) {
        requireAlive();
      }
    }
    throw new IllegalStateException(name + " is not up after " + atMost + lastWords());
  }

  void requireAlive() throws IOException {
    if (!process.isAlive()) {
      throw new IllegalStateException(
          name + " has ended with code " + process.exitValue() + lastWords());
    }
  }

  /** The end of its log. */
  public String lastWords() throws IOException {
    var words = Files.readString(log);
    return ":\n" + words.substring(Math.max(0, words.length() - LAST_WORDS));
  }

  public String name() {
    return name;
  }

  public long pid() {
    return process.pid();
  }

  /** The KILL signal: it has no last word, frozen or not. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Stops it in the middle of what it does, without its knowing. */
  public void freeze() throws IOException, InterruptedException {
    var words = List.of("sh", "-c", "kill -STOP \"$1\"", "sh", Long.toString(process.pid()));
    if (new ProcessBuilder(words).inheritIO().start().waitFor() != 0) {
      throw new IllegalStateException(name + " cannot be frozen");
    }
  }

  /** How long ago it was spawned. */
  Duration age() {
    return Duration.ofNanos(System.nanoTime() - spawnedAt);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.onExit().get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException | InterruptedException stillThere) {
      process.destroyForcibly().onExit().join();
    }
  }
}
