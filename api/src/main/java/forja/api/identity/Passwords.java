package forja.api.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import forja.api.http.Problem;
import forja.api.http.ProblemType;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Hashes passwords with argon2id, written down in its usual form ({@code
 * $argon2id$v=19$m=..,t=..,p=..$salt$hash}). A hash takes much memory and time on purpose, so that
 * only a few are made at once; whoever waits for too long is told to come back.
 */
public final class Passwords {
  /** What OWASP asks for at least. */
  private static final Cost COST = new Cost(19 * 1024, 2, 1);

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final Pattern FORM =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,2})"
              + "\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{22,86})");
  private static final Base64.Encoder BASE64 = Base64.getEncoder().withoutPadding();

  private final Semaphore places;
  private final Duration patience;
  private final SecureRandom random = new SecureRandom();
  private final String nobodys;

  public Passwords() {
    this(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), PATIENCE);
  }

  /** So many hashes at once, each of which waits no longer than this for its place. */
  Passwords(int atOnce, Duration patience) {
    this.places = new Semaphore(atOnce, true);
    this.patience = patience;
    this.nobodys = written(COST, randomBytes(), new byte[HASH_BYTES]);
  }

  /** How much a hash costs: KiB of memory, passes over it, lanes. */
  private record Cost(int memory, int passes, int lanes) {}

  /** As it is kept. */
  public String hash(String password) {
    var salt = randomBytes();
    return written(COST, salt, hash(password, salt, COST));
  }

  public boolean matches(String password, String kept) {
    var form = FORM.matcher(kept);
    if (!form.matches()) {
      throw new IllegalStateException("a kept password is not in the form that is read here");
    }
    var cost =
        new Cost(
            Integer.parseInt(form.group(1)),
            Integer.parseInt(form.group(2)),
            Integer.parseInt(form.group(3)));
    var salt = Base64.getDecoder().decode(form.group(4));
    var hash = Base64.getDecoder().decode(form.group(5));
    return MessageDigest.isEqual(hash, hash(password, salt, cost));
  }

  /** False, and as slow as if there were a password to compare with. */
  public boolean matchesNobodys(String password) {
    boolean _ = matches(password, nobodys);
    return false;
  }

  private byte[] randomBytes() {
    var salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    return salt;
  }

  private byte[] hash(String password, byte[] salt, Cost cost) {
    takePlace();
    try {
      return argon2(password, salt, cost);
    } finally {
      places.release();
    }
  }

  private void takePlace() {
    try {
      if (!places.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new Problem(ProblemType.BUSY, "too many log in at this moment, try again")
            .with("Retry-After", "1");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new Problem(ProblemType.UNAVAILABLE, "this server stops, ask again")
          .with("Retry-After", "1");
    }
  }

  private static byte[] argon2(String password, byte[] salt, Cost cost) {
    var generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(cost.memory)
            .withIterations(cost.passes)
            .withParallelism(cost.lanes)
            .withSalt(salt)
            .build());
    var hash = new byte[HASH_BYTES];
    generator.generateBytes(password.getBytes(UTF_8), hash);
    return hash;
  }

  private static String written(Cost cost, byte[] salt, byte[] hash) {
    return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
        .formatted(
            cost.memory,
            cost.passes,
            cost.lanes,
            BASE64.encodeToString(salt),
            BASE64.encodeToString(hash));
  }
}
