package forja.standalone;

import forja.common.wire.Wire;
import forja.routes.program.CannotStart;
import forja.routes.wiring.Credential;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Base64;

/** Who a program is, kept beside the data; made up at the first start. */
final class CredentialFile {
  private static final int PASSWORD_BYTES = 24;
  private static final SecureRandom random = new SecureRandom();

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
    var credential = new Credential(user, newPassword());
    writePrivately(file, Wire.write(credential));
    return credential;
  }

  private static String newPassword() {
    var bytes = new byte[PASSWORD_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Temporary files are born with mode 0600, and the move shows a whole file or none. */
  static void writePrivately(Path file, byte[] content) throws IOException {
    var unfinished = Files.createTempFile(file.getParent(), ".new-", null);
    Files.write(unfinished, content);
    try (var channel = FileChannel.open(unfinished)) {
      channel.force(true);
    }
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
