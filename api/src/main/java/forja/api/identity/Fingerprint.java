package forja.api.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 of a secret that is random enough to need nothing slower. */
final class Fingerprint {
  private Fingerprint() {}

  static byte[] of(String secret) {
    return of(secret.getBytes(UTF_8));
  }

  static byte[] of(byte[] secret) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
