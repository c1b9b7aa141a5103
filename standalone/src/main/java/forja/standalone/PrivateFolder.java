package forja.standalone;

import forja.routes.program.CannotStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Folders and files that nobody but their owner may read. */
final class PrivateFolder {

  private PrivateFolder() {}

  static Path in(Path parent, String name) {
    return of(parent.resolve(name));
  }

  static Path of(Path folder) {
    try {
      Files.createDirectories(folder);
      return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    } catch (IOException e) {
      throw new CannotStart("cannot make the folder " + folder + ": " + e.getMessage(), e);
    }
  }
}
