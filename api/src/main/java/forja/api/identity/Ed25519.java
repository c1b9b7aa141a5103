package forja.api.identity;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;

/** The one signature there is here; Java's own. */
final class Ed25519 {
  static final int SIGNATURE_BYTES = 64;
  private static final String NAME = "Ed25519";
  private static final int RAW_BYTES = 32;

  private Ed25519() {}

  /** What can only fail in a Java without this signature. */
  private interface Step<T> {
    T run() throws GeneralSecurityException;
  }

  static KeyPair newPair() {
    return sure(() -> KeyPairGenerator.getInstance(NAME).generateKeyPair());
  }

  static PublicKey publicKey(byte[] encoded) {
    return sure(() -> KeyFactory.getInstance(NAME).generatePublic(new X509EncodedKeySpec(encoded)));
  }

  static PrivateKey privateKey(byte[] encoded) {
    return sure(
        () -> KeyFactory.getInstance(NAME).generatePrivate(new PKCS8EncodedKeySpec(encoded)));
  }

  /** The key without what its encoding says around it: the {@code x} of a JWK. */
  static byte[] raw(PublicKey key) {
    var encoded = key.getEncoded();
    return Arrays.copyOfRange(encoded, encoded.length - RAW_BYTES, encoded.length);
  }

  static byte[] sign(byte[] text, PrivateKey key) {
    return sure(() -> {
      var signature = Signature.getInstance(NAME);
      signature.initSign(key);
      signature.update(text);
      return signature.sign();
    });
  }

  static boolean isSigned(byte[] text, byte[] signed, PublicKey key) {
    return sure(() -> {
      var signature = Signature.getInstance(NAME);
      signature.initVerify(key);
      signature.update(text);
      try {
        return signature.verify(signed);
      } catch (SignatureException _) {
        // Not even the form of a signature.
        return false;
      }
    });
  }

  private static <T> T sure(Step<T> step) {
    try {
      return step.run();
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException("Ed25519 does not work here", broken);
    }
  }
}
