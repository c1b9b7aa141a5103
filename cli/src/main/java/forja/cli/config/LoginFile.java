package forja.cli.config;

import com.fasterxml.jackson.core.JacksonException;
import forja.cli.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** The stored login, readable by its owner only. */
public final class LoginFile {
  /** A lock on a file holds between processes and not between threads. */
  private static final ReentrantLock IN_THIS_PROCESS = new ReentrantLock();

  private final Path file;

  public LoginFile(Path directory) {
    this.file = directory.resolve("client.json");
  }

  public Path path() {
    return file;
  }

  public Optional<StoredLogin> read() {
    try {
      return Optional.of(StoredLogin.of(Json.read(Files.readAllBytes(file))));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (JacksonException malformed) {
      throw new Misuse(file + " is no login: " + malformed.getOriginalMessage());
    } catch (IllegalArgumentException noAddress) {
      throw new Misuse(file + " is no login: " + noAddress.getMessage());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  public void write(StoredLogin login) {
    OwnFile.write(file, Json.pretty(login.document()) + "\n");
  }

  /** Says whether there was one. */
  public boolean remove() {
    try {
      return Files.deleteIfExists(file);
    } catch (IOException stuck) {
      throw new UncheckedIOException(stuck);
    }
  }

  /** Does it while no other client of this user does such a thing. */
  public <T> T alone(Supplier<T> work) {
    IN_THIS_PROCESS.lock();
    try (var channel = OwnFile.open(file.resolveSibling("client.lock"))) {
      hold(channel);
      return work.get();
    } catch (IOException stuck) {
      throw new UncheckedIOException(stuck);
    } finally {
      IN_THIS_PROCESS.unlock();
    }
  }

  /** Until the channel is closed, also by the end of the process. */
  private static void hold(FileChannel channel) throws IOException {
    if (!channel.lock().isValid()) {
      throw new IOException("the lock on the login was lost");
    }
  }
}
