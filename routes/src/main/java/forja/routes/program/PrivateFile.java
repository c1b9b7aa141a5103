package forja.routes.program;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
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

  /** Shows a whole file or none, whatever was there before. */
  public static void write(Path file, byte[] content) throws IOException {
    Files.move(unfinished(file, content), file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Of several processes that write at once the first one wins; the others change nothing. */
  public static void writeOnce(Path file, byte[] content) throws IOException {
    var unfinished = unfinished(file, content);
    try {
      Files.createLink(file, unfinished);
    } catch (FileAlreadyExistsException _) {
      // What stands there is as good as ours.
    } finally {
      Files.delete(unfinished);
    }
  }

  /** Temporary files are born with mode 0600. */
  private static Path unfinished(Path file, byte[] content) throws IOException {
    var folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    var unfinished = Files.createTempFile(folder, ".new-", null);
    Files.write(unfinished, content);
    try (var channel = FileChannel.open(unfinished)) {
      channel.force(true);
    }
    return unfinished;
  }
}
