package forja.api.identity;

import java.security.PublicKey;
import java.util.Optional;

/** The keys of the farm's tokens. */
interface TokenKeys {
  SigningKey signing();

  /** The key of this id, as long as tokens that it has signed may still be good. */
  Optional<PublicKey> verifying(String id);
}
