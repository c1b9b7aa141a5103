package forja.api.identity;

import java.security.PrivateKey;

/** What tokens are signed with at the moment. */
record SigningKey(String id, PrivateKey key) {

  /** Without the key. */
  @Override
  public String toString() {
    return "signing key " + id;
  }
}
