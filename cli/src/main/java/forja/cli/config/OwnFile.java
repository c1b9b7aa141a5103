package forja.cli.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Writes files that only their owner can read: whole, or not at all. */
final class OwnFile {
  private OwnFile() {}

  static void write(Path file, String text) {
    try {
      // Made with its permissions, so that nobody else can open it before they are set.
      var fresh = Files.createTempFile(directoryOf(file), ".forja", ".new", only("rw-------"));
      Files.writeString(fresh, text);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException stuck) {
      throw new UncheckedIOException(stuck);
    }
  }

  static FileChannel open(Path file) throws IOException {
    directoryOf(file);
    var ways = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    return FileChannel.open(file, ways, only("rw-------"));
  }

  private static Path directoryOf(Path file) throws IOException {
    var directory = file.toAbsolutePath().getParent();
    return Files.createDirectories(directory, only("rwx------"));
  }

  private static FileAttribute<Set<PosixFilePermission>> only(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }
}
