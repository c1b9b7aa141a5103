package forja.harness;

import forja.routes.program.PrivateFile;
import forja.routes.wiring.Credential;
import forja.standalone.BrokerUserBook;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The data directory of a farm under test; afterwards neither it nor its database is left. */
public record FarmFolder(Path path) implements AutoCloseable {

  static FarmFolder create() {
    try {
      return new FarmFolder(Files.createTempDirectory("forja-story-"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String token() {
    return read("admin.token");
  }

  public Path credential(String user) {
    return path.resolve("credentials").resolve(user + ".credential");
  }

  /** As an operator makes one by {@code ./forja broker-user}, for the pools among its options. */
  public Path credentialOfWorker(String name, String... options) {
    int pool = List.of(options).indexOf("--pool");
    var pools = pool < 0 ? List.of("default") : List.of(options[pool + 1].split(","));
    var users = BrokerUserBook.in(path);
    users.addWorker(name, pools);
    return users.credentialFile(Credential.ofWorker(name));
  }

  /** One for all apis of the farm. */
  public Path masterKey() {
    var file = path.resolve("master.key");
    if (!Files.exists(file)) {
      var key = new byte[32];
      new SecureRandom().nextBytes(key);
      var line = Base64.getEncoder().encodeToString(key) + "\n";
      try {
        PrivateFile.writeOnce(file, line.getBytes(StandardCharsets.US_ASCII));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return file;
  }

  public String databaseUrl() {
    return "jdbc:postgresql://127.0.0.1:" + read("database/port") + "/forja";
  }

  /** Empty until the farm is up. */
  Optional<String> apiAddress() {
    return Files.exists(path.resolve("api.address"))
        ? Optional.of(read("api.address")).filter(address -> !address.isEmpty())
        : Optional.empty();
  }

  void forgetApiAddress() {
    delete(path.resolve("api.address"));
  }

  /** For whoever looks after the folder is gone: what the programs said and left behind. */
  public void copyTo(Path elsewhere) {
    try (var files = Files.walk(path)) {
      files.filter(FarmFolder::tellsWhatHappened).forEach(file -> copy(file, elsewhere));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean tellsWhatHappened(Path file) {
    var name = file.getFileName().toString();
    return Files.isRegularFile(file)
        && (name.endsWith(".log") || name.endsWith(".out") || file.getParent().endsWith("effects"));
  }

  private void copy(Path file, Path elsewhere) {
    try {
      var copy = elsewhere.resolve(path.relativize(file));
      Files.createDirectories(copy.getParent());
      Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String read(String file) {
    try {
      return Files.readString(path.resolve(file)).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The database is a process of its own, which outlives the program that has started it. */
  Optional<ProcessHandle> postmaster() {
    var file = path.resolve("database/cluster/postmaster.pid");
    try (var lines = Files.lines(file)) {
      return lines
          .findFirst()
          .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid.strip())))
          .filter(process -> process.info().commandLine().orElse("").contains(path.toString()));
    } catch (IOException noneIsRunning) {
      return Optional.empty();
    }
  }

  void killPostmaster() {
    postmaster()
        .ifPresent(postmaster -> {
          var children = postmaster.descendants().toList();
          postmaster.destroyForcibly();
          children.forEach(ProcessHandle::destroyForcibly);
          postmaster.onExit().join();
        });
  }

  @Override
  public void close() {
    killPostmaster();
    try (var files = Files.walk(path)) {
      files.sorted(Comparator.reverseOrder()).forEach(FarmFolder::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
