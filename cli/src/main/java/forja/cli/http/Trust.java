package forja.cli.http;

import forja.cli.config.Misuse;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Whose word the client takes for it that an api is the one it asks for. */
@FunctionalInterface
public interface Trust {
  /** Those whom the Java runtime knows. */
  Trust KNOWN = builder -> builder;

  HttpClient.Builder addTo(HttpClient.Builder client);

  /** Those in this file and nobody else; the certificate of the api itself will do. */
  static Trust in(Path pem) {
    var context = context(certificates(pem));
    return client -> client.sslContext(context);
  }

  private static Collection<? extends Certificate> certificates(Path pem) {
    try (var in = Files.newInputStream(pem)) {
      var found = CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (found.isEmpty()) {
        throw new Misuse("there is no certificate in " + pem);
      }
      return found;
    } catch (NoSuchFileException missing) {
      throw new Misuse("there is no file " + pem + " to take certificates from");
    } catch (CertificateException malformed) {
      throw new Misuse(pem + " holds no certificates in PEM: " + malformed.getMessage());
    } catch (IOException unreadable) {
      throw new Misuse(pem + " cannot be read: " + unreadable);
    }
  }

  private static SSLContext context(Collection<? extends Certificate> certificates) {
    try {
      var store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      var number = 0;
      for (var certificate : certificates) {
        store.setCertificateEntry("ca-" + number++, certificate);
      }
      var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(store);
      var context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
