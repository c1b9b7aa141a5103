package forja.api.secret;

import static java.nio.charset.StandardCharsets.US_ASCII;

import forja.common.secret.Aes;
import forja.routes.program.CannotStart;
import forja.routes.program.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Seals what the database keeps, with a key that stands outside of it. A file of keys is read again
 * when it changes: its first key seals, all open. For any number of threads.
 *
 * <p>Keys for other purposes that must stay the same when the master key changes come from {@link
 * FarmSecret#derive}.
 */
public final class MasterKey {
  private static final Logger log = LoggerFactory.getLogger(MasterKey.class);
  private static final Set<PosixFilePermission> STRANGERS =
      Set.of(
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.GROUP_WRITE);

  private final @Nullable Path file;
  private volatile Reading reading;

  private MasterKey(@Nullable Path file, Reading reading) {
    this.file = file;
    this.reading = reading;
  }

  /** Keys, and the state of the file they were read in. */
  private record Reading(KeyRing keys, Optional<Stamp> stamp) {}

  private record Stamp(FileTime changed, long size, Optional<Object> file) {}

  public static MasterKey read(Path file) {
    try {
      return new MasterKey(file, readNow(file));
    } catch (IOException unreadable) {
      throw new CannotStart("cannot read the master key in " + file, unreadable);
    }
  }

  /** As {@link #read}; makes the file with a new key when there is none. */
  public static MasterKey readOrMake(Path file) {
    try {
      if (!Files.exists(file)) {
        PrivateFile.writeOnce(file, (newLine() + "\n").getBytes(US_ASCII));
      }
    } catch (IOException unusable) {
      throw new CannotStart("cannot make a master key in " + file, unusable);
    }
    return read(file);
  }

  /** From the words of an environment; these cannot change while the program runs. */
  public static MasterKey of(String text) {
    var keys = KeyRing.of(text.replace(',', '\n'), "FORJA_MASTER_KEY");
    return new MasterKey(null, new Reading(keys, Optional.empty()));
  }

  /** A new key, as it stands in a line of the file. */
  public static String newLine() {
    return Base64.getEncoder().encodeToString(Aes.newKey());
  }

  /** Opens again only with the same words about it, which stand in no secret place. */
  public byte[] seal(byte[] plain, String about) {
    return keys().seal(plain, about);
  }

  /** Throws {@link CannotOpen} when the key is not there, or the words do not fit. */
  public byte[] open(byte[] sealed, String about) {
    return keys().open(sealed, about);
  }

  /** The same under the first key; empty when it is so already. */
  public Optional<byte[]> resealed(byte[] sealed, String about) {
    var now = keys();
    return now.isOfFirst(sealed)
        ? Optional.empty()
        : Optional.of(now.seal(now.open(sealed, about), about));
  }

  /** The name of the key that seals; it tells nothing of the key. */
  public String name() {
    return keys().first();
  }

  private KeyRing keys() {
    var known = reading;
    if (file == null) {
      return known.keys;
    }
    try {
      if (known.stamp.equals(Optional.of(stamp(file)))) {
        return known.keys;
      }
      return readAgain(file, known);
    } catch (IOException away) {
      log.debug("the master key file cannot be looked at; the keys read before stay", away);
      return known.keys;
    }
  }

  private synchronized KeyRing readAgain(Path changed, Reading known) throws IOException {
    if (!reading.equals(known)) {
      return reading.keys;
    }
    var stamp = stamp(changed);
    try {
      reading = readNow(changed);
      log.info("the master key file was read again; {} seals now", reading.keys.first());
    } catch (CannotStart unusable) {
      log.error(
          "the master key file has changed and cannot be used, the keys read before stay: {}",
          unusable.getMessage());
      reading = new Reading(known.keys, Optional.of(stamp));
    }
    return reading.keys;
  }

  /** The stamp is taken first: a file that changes meanwhile is read once more. */
  private static Reading readNow(Path file) throws IOException {
    var stamp = stamp(file);
    if (Files.getPosixFilePermissions(file).stream().anyMatch(STRANGERS::contains)) {
      throw new CannotStart(
          "the master key in " + file + " is open to others; put it right with: chmod 600 " + file);
    }
    return new Reading(KeyRing.of(Files.readString(file), file.toString()), Optional.of(stamp));
  }

  private static Stamp stamp(Path file) throws IOException {
    var seen = Files.readAttributes(file, BasicFileAttributes.class);
    return new Stamp(seen.lastModifiedTime(), seen.size(), Optional.ofNullable(seen.fileKey()));
  }

  @Override
  public String toString() {
    return "master key " + reading.keys.first();
  }
}
