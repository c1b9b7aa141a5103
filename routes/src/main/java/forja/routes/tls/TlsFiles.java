package forja.routes.tls;

import forja.routes.program.CannotStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Where a program finds its certificate (with those that vouch for it) and its key, in PEM. */
public record TlsFiles(Path certificate, Path key) {

  /**
   * What the files hold now; throws {@link CannotStart} with what to change when it is of no use.
   */
  public TlsIdentity read() {
    return bytes().identity();
  }

  Bytes bytes() {
    return new Bytes(this, bytes(certificate), bytes(key));
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException unreadable) {
      throw new CannotStart("cannot read " + file + ": " + unreadable.getMessage(), unreadable);
    }
  }

  /** Both files as they were at one moment, unread. */
  record Bytes(TlsFiles files, byte[] certificate, byte[] key) {

    TlsIdentity identity() {
      var identity =
          new TlsIdentity(
              Pem.certificates(files.certificate, certificate), Pem.key(files.key, key));
      if (!identity.isWhole()) {
        throw new CannotStart(
            "the key in " + files.key + " is not that of the certificate in " + files.certificate);
      }
      return identity;
    }

    boolean isSame(Bytes other) {
      return Arrays.equals(certificate, other.certificate) && Arrays.equals(key, other.key);
    }
  }
}
