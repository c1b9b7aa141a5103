package forja.api.identity;

import java.security.KeyPair;
import java.security.PublicKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Signing keys in memory. */
final class KeysForTests implements TokenKeys {
  private final Map<String, KeyPair> pairs = new HashMap<>();
  private String signing = "";

  KeysForTests() {
    rotate("first");
  }

  void rotate(String id) {
    pairs.put(id, Ed25519.newPair());
    signing = id;
  }

  void forget(String id) {
    pairs.remove(id);
  }

  KeyPair pair() {
    return Optional.ofNullable(pairs.get(signing)).orElseThrow();
  }

  @Override
  public SigningKey signing() {
    return new SigningKey(signing, pair().getPrivate());
  }

  @Override
  public Optional<PublicKey> verifying(String id) {
    return Optional.ofNullable(pairs.get(id)).map(KeyPair::getPublic);
  }
}
