package forja.routes.wiring;

import forja.common.wire.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Who a program is to the broker. Kept in a file that only its owner may read. */
public record Credential(String user, String password) {

  public static Credential read(Path file) throws IOException {
    return Wire.read(Files.readAllBytes(file), Credential.class);
  }

  /** Without the password, so that it can stand in a log. */
  @Override
  public String toString() {
    return user;
  }
}
