package forja.api.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import forja.common.secret.Aes;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/**
 * Seals each value of a secret with a key of its own, and that key with the master key: when the
 * master key changes, only the small keys are sealed again.
 */
final class Vault {
  private final MasterKey master;

  Vault(MasterKey master) {
    this.master = master;
  }

  /** Which value of which secret: what was sealed as one of them opens as no other. */
  record Place(int customer, UUID secret, int number) {
    String about() {
      return "secret %d %s %d".formatted(customer, secret, number);
    }
  }

  /** A sealed value, and the sealed key that opens it. */
  record Sealed(byte[] key, byte[] value) {}

  Sealed seal(byte[] value, Place place) {
    var key = Aes.newKey();
    try {
      return new Sealed(master.seal(key, place.about()), Aes.seal(key, value, about(place)));
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  /** Throws {@link CannotOpen}. */
  byte[] open(Sealed sealed, Place place) {
    var key = master.open(sealed.key(), place.about());
    try {
      return Aes.open(key, sealed.value(), about(place))
          .orElseThrow(() -> new CannotOpen("the value of " + place.about() + " was changed"));
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  /** The sealed key under the first master key; empty when it is so already. */
  Optional<byte[]> resealed(byte[] key, Place place) {
    return master.resealed(key, place.about());
  }

  private static byte[] about(Place place) {
    return place.about().getBytes(UTF_8);
  }
}
