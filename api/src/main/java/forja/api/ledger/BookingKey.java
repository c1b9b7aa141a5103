package forja.api.ledger;

import java.util.Arrays;

/**
 * Names a request, so that a repeated one gives the same job; the hash tells a repeated body from
 * another one.
 */
public record BookingKey(String key, byte[] bodyHash) {
  public BookingKey {
    bodyHash = bodyHash.clone();
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
