package forja.api.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Certificates for this machine, made by the keytool of the JDK and written as PEM. */
final class CertificatesForTests {
  private static final String PASSWORD = "changeit";

  private final Path folder;

  CertificatesForTests(Path folder) {
    this.folder = folder;
  }

  Path certificate(String name) {
    return folder.resolve(name + ".crt");
  }

  Path key(String name) {
    return folder.resolve(name + ".key");
  }

  /** A new certificate of this algorithm, in files of this name. */
  void make(String name, String... algorithm) throws Exception {
    var store = folder.resolve(name + ".p12");
    var words =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
    words.addAll(List.of("-genkeypair", "-alias", "it", "-dname", "CN=" + name, "-keyalg"));
    words.addAll(Arrays.asList(algorithm));
    words.addAll(List.of("-ext", "san=ip:127.0.0.1,dns:localhost", "-validity", "30"));
    words.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
    var process = new ProcessBuilder(words).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(said);
    }
    var made = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    write(certificate(name), "CERTIFICATE", made.getCertificate("it").getEncoded());
    Key key = made.getKey("it", PASSWORD.toCharArray());
    write(key(name), "PRIVATE KEY", key.getEncoded());
  }

  static void write(Path file, String type, byte[] bytes) throws IOException {
    var text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    Files.writeString(
        file,
        "some words before\n-----BEGIN "
            + type
            + "-----\n"
            + text
            + "\n-----END "
            + type
            + "-----\n");
  }

  /** Believes this certificate and no other. */
  SSLContext trusting(String name) throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    var pem = Files.readString(certificate(name)).replaceFirst("(?s)^.*?(?=-----BEGIN)", "");
    var certificate =
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(pem.getBytes(US_ASCII)));
    store.setCertificateEntry("it", certificate);
    var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(store);
    var context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }
}
