package forja.api.ledger;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import forja.common.job.JobId;
import forja.common.job.Token;
import forja.common.wire.JobWire.ReleasedJob;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes the proof that goes with a released job, and looks whether somebody has it who speaks of
 * that job. It is 16 bytes of an HMAC-SHA256 over job, attempt and release. For any number of
 * threads.
 */
public final class ReleaseProofs {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int PROOF_BYTES = 16;
  private static final int PROOF_CHARACTERS = 22;

  private final ThreadLocal<Stamp> stamps;

  public ReleaseProofs(byte[] key) {
    var secret = new SecretKeySpec(key, ALGORITHM);
    this.stamps = ThreadLocal.withInitial(() -> new Stamp(secret));
  }

  public String of(ReleasedJob job) {
    return of(job.id(), job.attempt(), job.release());
  }

  public String of(JobId job, int attempt, int release) {
    var stamp = stamps.get();
    stamp.press(job, attempt, release);
    return new String(stamp.text, ISO_8859_1);
  }

  public boolean fit(JobId job, Token token) {
    if (token.proof().length() != PROOF_CHARACTERS) {
      return false;
    }
    var stamp = stamps.get();
    stamp.press(job, token.attempt(), token.release());
    return stamp.isSame(token.proof());
  }

  /** All that one thread needs for it, used again and again: reports come by the ten thousand. */
  private static final class Stamp {
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final Mac mac;
    private final ByteBuffer about = ByteBuffer.allocate(2 * Long.BYTES + 2 * Integer.BYTES);
    private final byte[] whole;
    private final byte[] proof = new byte[PROOF_BYTES];
    private final byte[] text = new byte[PROOF_CHARACTERS];

    private Stamp(SecretKeySpec key) {
      try {
        mac = Mac.getInstance(ALGORITHM);
        mac.init(key);
        whole = new byte[mac.getMacLength()];
      } catch (GeneralSecurityException impossible) {
        throw new IllegalStateException("every JDK knows " + ALGORITHM, impossible);
      }
    }

    private void press(JobId job, int attempt, int release) {
      about
          .clear()
          .putLong(job.value().getMostSignificantBits())
          .putLong(job.value().getLeastSignificantBits())
          .putInt(attempt)
          .putInt(release);
      mac.update(about.array());
      try {
        mac.doFinal(whole, 0);
      } catch (GeneralSecurityException impossible) {
        throw new IllegalStateException("there is room for all of it", impossible);
      }
      System.arraycopy(whole, 0, proof, 0, PROOF_BYTES);
      int _ = ENCODER.encode(proof, text);
    }

    /** Takes as long for every wrong one. */
    private boolean isSame(String given) {
      int difference = 0;
      for (int i = 0; i < PROOF_CHARACTERS; i++) {
        difference |= given.charAt(i) ^ text[i];
      }
      return difference == 0;
    }
  }
}
