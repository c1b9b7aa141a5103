package forja.standalone;

import forja.routes.tls.TlsFiles;
import forja.routes.tls.TlsIdentity;
import forja.routes.tls.TlsWatch;
import java.security.GeneralSecurityException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * How the broker shows who it is. Whoever connects sees the certificate that stands in the files at
 * that moment; who is connected stays so.
 */
final class BrokerTls implements AutoCloseable {
  private final AtomicReference<X509ExtendedKeyManager> current = new AtomicReference<>();
  private final SSLContext context;
  private final TlsWatch watch;

  private BrokerTls(TlsFiles files) {
    this.watch = TlsWatch.start(files, identity -> current.set(keys(identity)));
    this.context = context(new ChangingKeys(current::get));
  }

  static BrokerTls of(TlsFiles files) {
    return new BrokerTls(files);
  }

  SSLContext context() {
    return context;
  }

  private static X509ExtendedKeyManager keys(TlsIdentity identity) {
    try {
      var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(identity.keyStore(), TlsIdentity.PASSWORD.toCharArray());
      return Stream.of(factory.getKeyManagers())
          .filter(X509ExtendedKeyManager.class::isInstance)
          .map(X509ExtendedKeyManager.class::cast)
          .findFirst()
          .orElseThrow();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("a key that was read can be used", impossible);
    }
  }

  private static SSLContext context(KeyManager keys) {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[] {keys}, null, null);
      return context;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK speaks TLS", impossible);
    }
  }

  @Override
  public void close() {
    watch.close();
  }
}
