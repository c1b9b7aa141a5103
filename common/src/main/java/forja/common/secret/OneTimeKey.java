package forja.common.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.type.TypeReference;
import forja.common.wire.Wire;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import javax.crypto.KeyAgreement;

/**
 * A pair of X25519 keys made for one order or one answer. Both sides make the same AES key of it
 * (HKDF over both public keys); it is gone when they forget their pairs.
 */
public final class OneTimeKey {
  private static final String CURVE = "X25519";
  private static final TypeReference<Map<String, byte[]>> VALUES = new TypeReference<>() {};

  private final KeyPair pair;

  private OneTimeKey(KeyPair pair) {
    this.pair = pair;
  }

  public static OneTimeKey make() {
    try {
      return new OneTimeKey(KeyPairGenerator.getInstance(CURVE).generateKeyPair());
    } catch (GeneralSecurityException bug) {
      throw new IllegalStateException("this Java has no " + CURVE, bug);
    }
  }

  public byte[] publicKey() {
    return pair.getPublic().getEncoded();
  }

  /** Empty when the order's key is none. */
  public static Optional<SecretAnswer.Told> answer(
      SecretOrder order, Map<String, byte[]> values, Instant until) {
    var mine = make();
    var plain = Wire.write(values);
    try {
      return mine.shared(order.publicKey(), order.publicKey(), mine.publicKey())
          .map(key -> Aes.seal(key, plain, about(order, until)))
          .map(sealed -> new SecretAnswer.Told(order.id(), until, mine.publicKey(), sealed));
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  /** Empty when the answer is to another order, was changed, or comes too late. */
  public Optional<Secrets> open(SecretAnswer.Told answer, SecretOrder order, Instant now) {
    if (now.isAfter(answer.until())) {
      return Optional.empty();
    }
    return shared(answer.publicKey(), order.publicKey(), answer.publicKey())
        .flatMap(key -> Aes.open(key, answer.sealed(), about(order, answer.until())))
        .flatMap(OneTimeKey::read);
  }

  private static Optional<Secrets> read(byte[] plain) {
    try {
      return Optional.of(new Secrets(Wire.json().readValue(plain, VALUES)));
    } catch (IOException _) {
      return Optional.empty();
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  private static byte[] about(SecretOrder order, Instant until) {
    return (order.about() + " " + until).getBytes(UTF_8);
  }

  private Optional<byte[]> shared(byte[] theirs, byte[] askers, byte[] answerers) {
    try {
      var key = KeyFactory.getInstance(CURVE).generatePublic(new X509EncodedKeySpec(theirs));
      var agreement = KeyAgreement.getInstance(CURVE);
      agreement.init(pair.getPrivate());
      agreement.doPhase(key, true);
      var salt = Arrays.copyOf(askers, askers.length + answerers.length);
      System.arraycopy(answerers, 0, salt, askers.length, answerers.length);
      var secret = agreement.generateSecret();
      return Optional.of(Hkdf.derive(secret, salt, "forja secrets 1", Aes.KEY_BYTES));
    } catch (InvalidKeySpecException | InvalidKeyException _) {
      return Optional.empty();
    } catch (GeneralSecurityException bug) {
      throw new IllegalStateException("this Java has no " + CURVE, bug);
    }
  }
}
