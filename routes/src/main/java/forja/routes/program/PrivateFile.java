package forja.routes.program;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Base64;

/** Files that only their owner may read. */
public final class PrivateFile {
  private static final int SECRET_BYTES = 32;
  private static final SecureRandom random = new SecureRandom();

  private PrivateFile() {}

  /** A new secret that nobody can guess, fit for a file, a header and an address. */
  public static String newSecret() {
    var bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Temporary files are born with mode 0600, and the move shows a whole file or none. */
  public static void write(Path file, byte[] content) throws IOException {
    var folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    var unfinished = Files.createTempFile(folder, ".new-", null);
    Files.write(unfinished, content);
    try (var channel = FileChannel.open(unfinished)) {
      channel.force(true);
    }
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
