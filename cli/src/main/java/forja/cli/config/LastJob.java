package forja.cli.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Remembers the last job that this client handed in: {@code @last}. */
public final class LastJob {
  private final Path file;

  public LastJob(Path directory) {
    this.file = directory.resolve("last-job");
  }

  public void remember(String id) {
    OwnFile.write(file, id + "\n");
  }

  public String recall() {
    try {
      return Files.readString(file).strip();
    } catch (NoSuchFileException none) {
      throw new Misuse("@last: this client has not handed in a job yet");
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
