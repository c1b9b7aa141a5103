package forja.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command line client, typed by somebody who has the administrator's token, or another one. */
public final class Cli {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final URI api;
  private final String token;
  private final Path home;
  private final String input;

  Cli(URI api, FarmFolder folder) {
    this(api, folder.token(), folder.path(), "");
  }

  private Cli(URI api, String token, Path home, String input) {
    this.api = api;
    this.token = token;
    this.home = home;
    this.input = input;
  }

  /** What it answered, and how it told the outcome to the shell. */
  public record Answer(int code, String out, String err) {
    public List<String> lines() {
      return out.lines().toList();
    }
  }

  public Cli withToken(String other) {
    return new Cli(api, other, home, input);
  }

  /** Somebody who says nothing about who he is, unless he has logged in. */
  public Cli withoutToken() {
    return withToken("");
  }

  public Cli at(URI other) {
    return new Cli(other, token, home, input);
  }

  /** With this on standard input. */
  public Cli given(String text) {
    return new Cli(api, token, home, text);
  }

  public Answer types(String... words) {
    return new Running(words).answer();
  }

  /** Returns while it runs. */
  public Running begins(String... words) {
    return new Running(words);
  }

  /** A client at work. */
  public final class Running {
    private final Path out;
    private final Path err;
    private final Process process;

    private Running(String... words) {
      try {
        out = Files.createTempFile(home, "cli", ".out");
        err = Files.createTempFile(home, "cli", ".err");
        var builder = new ProcessBuilder(ProgramProcess.command(List.of(words)));
        builder.environment().put("FORJA_URL", api.toString());
        builder.environment().put("FORJA_TOKEN", token);
        builder.environment().put("FORJA_DATA", home.resolve("nothing").toString());
        builder.environment().put("XDG_CONFIG_HOME", home.resolve("config").toString());
        var in = Files.writeString(Files.createTempFile(home, "cli", ".in"), input);
        process =
            builder
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .redirectInput(in.toFile())
                .start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    public String outSoFar() {
      return read(out);
    }

    public boolean isAlive() {
      return process.isAlive();
    }

    public Answer answer() {
      try {
        if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
          process.destroyForcibly();
          throw new AssertionError("the client does not end: " + read(out) + read(err));
        }
        return new Answer(process.exitValue(), read(out), read(err));
      } catch (InterruptedException e) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting for the client", e);
      }
    }

    private static String read(Path file) {
      try {
        return Files.readString(file, StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
