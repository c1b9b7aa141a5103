package forja.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import forja.routes.program.CannotStart;
import forja.routes.program.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The administrator's token, made at the first start and kept where only its owner may read. */
final class AdministratorTokenFile {
  private AdministratorTokenFile() {}

  static String read(Path file) {
    try {
      if (!Files.exists(file)) {
        PrivateFile.writeOnce(file, (PrivateFile.newSecret() + "\n").getBytes(UTF_8));
      }
      return Files.readString(file).strip();
    } catch (IOException unusable) {
      throw new CannotStart("cannot use the token in " + file, unusable);
    }
  }
}
