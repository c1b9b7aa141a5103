package forja.routes.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Who a program is to those who connect: its certificate first, then those that vouch for it, and
 * its key.
 */
public record TlsIdentity(List<X509Certificate> chain, PrivateKey key) {
  /** Keeps nobody out: the store it opens never leaves the memory that the key is in. */
  public static final String PASSWORD = "in-memory";

  private static final String ALIAS = "forja";
  private static final byte[] PROBE = {1, 2, 3, 4};

  public TlsIdentity {
    chain = List.copyOf(chain);
  }

  /** As the libraries want it; the password is {@link #PASSWORD}. */
  public KeyStore keyStore() {
    try {
      var store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(ALIAS, key, PASSWORD.toCharArray(), chain.toArray(X509Certificate[]::new));
      return store;
    } catch (GeneralSecurityException | IOException impossible) {
      throw new IllegalStateException("a store in memory takes any key", impossible);
    }
  }

  /** Whether the key is that of the certificate: what it signs the certificate confirms. */
  boolean isWhole() {
    var algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> "EdDSA";
        };
    try {
      var signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(PROBE);
      var signed = signature.sign();
      signature.initVerify(chain.getFirst().getPublicKey());
      signature.update(PROBE);
      return signature.verify(signed);
    } catch (GeneralSecurityException _) {
      // Keys of different algorithms.
      return false;
    }
  }

  /** A key is not for logs. */
  @Override
  public String toString() {
    return "TlsIdentity[" + chain.getFirst().getSubjectX500Principal() + "]";
  }
}
