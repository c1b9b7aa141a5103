package forja.cli.config;

import com.fasterxml.jackson.core.JacksonException;
import forja.cli.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** The stored login, readable by its owner only. */
public final class LoginFile {
  private final Path file;

  public LoginFile(Path directory) {
    this.file = directory.resolve("client.json");
  }

  public Path path() {
    return file;
  }

  public Optional<StoredLogin> read() {
    try {
      var json = Json.read(Files.readAllBytes(file));
      return Optional.of(
          new StoredLogin(URI.create(Json.text(json, "url")), Json.text(json, "token")));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (JacksonException malformed) {
      throw new Misuse(file + " is no login: " + malformed.getOriginalMessage());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  public void write(StoredLogin login) {
    var json = Json.object().put("url", login.url().toString()).put("token", login.token());
    OwnFile.write(file, Json.pretty(json) + "\n");
  }

  /** Says whether there was one. */
  public boolean remove() {
    try {
      return Files.deleteIfExists(file);
    } catch (IOException stuck) {
      throw new UncheckedIOException(stuck);
    }
  }
}
