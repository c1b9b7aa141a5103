package forja.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One of our programs, started by the launcher as an operator would; what it says is kept. */
public final class ProgramProcess implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(20);
  private static final int LAST_WORDS = 4_000;

  private final String name;
  private final Path output;
  private final Path log;
  private final Process process;

  private ProgramProcess(String name, Path output, Path log, Process process) {
    this.name = name;
    this.output = output;
    this.log = log;
    this.process = process;
  }

  /** The words are those after {@code ./forja}; the folder is where its output and log go. */
  static ProgramProcess start(
      Path folder, String name, List<String> words, Map<String, String> environment) {
    var output = folder.resolve(name + ".out");
    var log = folder.resolve(name + ".log");
    try {
      var builder = new ProcessBuilder(command(words));
      builder.environment().put("FORJA_DATA", folder.toString());
      builder.environment().putAll(environment);
      var process =
          builder
              .redirectOutput(ProcessBuilder.Redirect.to(output.toFile()))
              .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      return new ProgramProcess(name, output, log, process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> command(List<String> words) {
    var launcher = System.getProperty("forja");
    if (launcher == null) {
      throw new IllegalStateException("stories are started by ./forja test story");
    }
    var command = new ArrayList<String>(List.of(launcher));
    command.addAll(words);
    return command;
  }

  /** What the program printed on a line that begins so; one that ends first fails the story. */
  String awaitLine(String beginning) {
    return Deadline.await("a line of " + name, () -> lineOf(beginning));
  }

  private Optional<String> lineOf(String beginning) throws IOException {
    requireAlive();
    try (var lines = Files.lines(output)) {
      return lines.filter(line -> line.startsWith(beginning)).findFirst().map(String::strip);
    }
  }

  /** Waits until its log holds these words. */
  public void awaitWord(String words) {
    Deadline.until(words + " in the log of " + name, () -> Files.readString(log).contains(words));
  }

  void requireAlive() {
    if (!process.isAlive()) {
      throw new AssertionError(
          name + " has ended with code " + process.exitValue() + "\n" + lastWords());
    }
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public long pid() {
    return process.pid();
  }

  /** The KILL signal: no shutdown hook runs. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Stops it in the middle of what it does, without its knowing. */
  public void freeze() {
    Signals.send("STOP", process.pid());
  }

  public void thaw() {
    Signals.send("CONT", process.pid());
  }

  String lastWords() {
    try {
      var words = Files.readString(log, StandardCharsets.UTF_8);
      return "--- " + name + "\n" + words.substring(Math.max(0, words.length() - LAST_WORDS));
    } catch (IOException unreadable) {
      return "--- " + name + " has left no log: " + unreadable;
    }
  }

  @Override
  public void close() {
    // A launcher that is still preparing something has children of its own.
    var children = process.descendants().toList();
    process.destroy();
    try {
      process.onExit().get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException _) {
      kill();
    } catch (InterruptedException _) {
      kill();
      Thread.currentThread().interrupt();
    }
    children.forEach(ProcessHandle::destroyForcibly);
  }
}
