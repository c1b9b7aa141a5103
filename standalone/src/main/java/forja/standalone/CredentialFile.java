package forja.standalone;

import forja.common.wire.Wire;
import forja.routes.program.CannotStart;
import forja.routes.program.PrivateFile;
import forja.routes.wiring.Credential;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Who a program is, kept beside the data; made up at the first start. */
final class CredentialFile {
  private CredentialFile() {}

  /** Reads the credential, or makes one for this user with a new password. */
  static Credential of(String user, Path file) {
    try {
      return Files.exists(file) ? Credential.read(file) : create(user, file);
    } catch (IOException | Wire.Unreadable e) {
      throw new CannotStart("cannot use the credential in " + file + ": " + e.getMessage(), e);
    }
  }

  private static Credential create(String user, Path file) throws IOException {
    var credential = new Credential(user, PrivateFile.newSecret());
    PrivateFile.write(file, Wire.write(credential));
    return credential;
  }
}
