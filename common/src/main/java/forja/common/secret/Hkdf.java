package forja.common.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.InvalidAlgorithmParameterException;
import java.security.NoSuchAlgorithmException;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/** Keys made from a key (RFC 5869, SHA-256): one for each purpose, none tells of another. */
public final class Hkdf {
  private Hkdf() {}

  public static byte[] derive(byte[] secret, String purpose, int bytes) {
    return derive(secret, new byte[0], purpose, bytes);
  }

  public static byte[] derive(byte[] secret, byte[] salt, String purpose, int bytes) {
    var how =
        HKDFParameterSpec.ofExtract()
            .addIKM(secret)
            .addSalt(salt)
            .thenExpand(purpose.getBytes(UTF_8), bytes);
    try {
      return KDF.getInstance("HKDF-SHA256").deriveData(how);
    } catch (NoSuchAlgorithmException | InvalidAlgorithmParameterException bug) {
      throw new IllegalStateException("this Java has no HKDF", bug);
    }
  }
}
