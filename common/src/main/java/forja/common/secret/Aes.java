package forja.common.secret;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-256-GCM: a random nonce, then what was sealed, then the tag over it and what it is about. */
public final class Aes {
  public static final int KEY_BYTES = 32;

  private static final int NONCE_BYTES = 12;
  private static final int TAG_BYTES = 16;
  private static final SecureRandom random = new SecureRandom();

  private Aes() {}

  public static byte[] newKey() {
    var key = new byte[KEY_BYTES];
    random.nextBytes(key);
    return key;
  }

  public static byte[] seal(byte[] key, byte[] plain, byte[] about) {
    var sealed = new byte[NONCE_BYTES + plain.length + TAG_BYTES];
    var nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    System.arraycopy(nonce, 0, sealed, 0, NONCE_BYTES);
    try {
      cipher(Cipher.ENCRYPT_MODE, key, nonce, about)
          .doFinal(plain, 0, plain.length, sealed, NONCE_BYTES);
    } catch (GeneralSecurityException bug) {
      throw new IllegalStateException("cannot seal", bug);
    }
    return sealed;
  }

  /** Empty when it was sealed with another key, is about something else, or was changed. */
  public static Optional<byte[]> open(byte[] key, byte[] sealed, byte[] about) {
    if (sealed.length < NONCE_BYTES + TAG_BYTES) {
      return Optional.empty();
    }
    var nonce = Arrays.copyOf(sealed, NONCE_BYTES);
    try {
      return Optional.of(
          cipher(Cipher.DECRYPT_MODE, key, nonce, about)
              .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES));
    } catch (AEADBadTagException _) {
      return Optional.empty();
    } catch (GeneralSecurityException bug) {
      throw new IllegalStateException("cannot open", bug);
    }
  }

  private static Cipher cipher(int mode, byte[] key, byte[] nonce, byte[] about)
      throws GeneralSecurityException {
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BYTES * 8, nonce));
    cipher.updateAAD(about);
    return cipher;
  }
}
