package forja.cli.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Writes files that only their owner can read: whole, or not at all. */
final class OwnFile {
  private OwnFile() {}

  static void write(Path file, String text) {
    try {
      var directory = file.toAbsolutePath().getParent();
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      // Made with its permissions, so that nobody else can open it before they are set.
      var fresh =
          Files.createTempFile(
              directory,
              ".forja",
              ".new",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(fresh, text);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException stuck) {
      throw new UncheckedIOException(stuck);
    }
  }
}
