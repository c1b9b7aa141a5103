package forja.api.ledger;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * Names a request, so that a repeated one gives the same job; the hash tells a repeated body from
 * another one.
 */
public record BookingKey(String key, byte[] bodyHash) {
  public BookingKey {
    bodyHash = bodyHash.clone();
  }

  public static BookingKey of(String key, byte[] body) {
    try {
      return new BookingKey(key, MessageDigest.getInstance("SHA-256").digest(body));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK knows SHA-256", impossible);
    }
  }

  @Override
  public byte[] bodyHash() {
    return bodyHash.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BookingKey that
        && key.equals(that.key)
        && Arrays.equals(bodyHash, that.bodyHash);
  }

  @Override
  public int hashCode() {
    return 31 * key.hashCode() + Arrays.hashCode(bodyHash);
  }

  @Override
  public String toString() {
    return "BookingKey[" + key + "]";
  }
}
