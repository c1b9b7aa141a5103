package forja.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate for this machine that nobody vouches for, with its key, as PEM files. */
public final class OwnCertificate {
  private static final String PASSWORD = "changeit";
  private static final int LINE = 64;

  private final Path folder;
  private final KeyStore store;

  private OwnCertificate(Path folder, KeyStore store) {
    this.folder = folder;
    this.store = store;
  }

  public static OwnCertificate make(String name) {
    try {
      var folder = Files.createTempDirectory("forja-certificate-");
      var file = folder.resolve("store.p12");
      keytool(
          List.of(
              Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
              "-genkeypair",
              "-alias",
              "own",
              "-dname",
              "CN=" + name,
              "-keyalg",
              "EC",
              "-ext",
              "san=ip:127.0.0.1,dns:localhost",
              "-validity",
              "30",
              "-keystore",
              file.toString(),
              "-storepass",
              PASSWORD));
      var made =
          new OwnCertificate(folder, KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray()));
      made.write();
      return made;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void keytool(List<String> words) throws IOException {
    var process = new ProcessBuilder(words).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.onExit().join().exitValue() != 0) {
      throw new IllegalStateException(said);
    }
  }

  private void write() throws IOException, GeneralSecurityException {
    pem(certificate(), "CERTIFICATE", store.getCertificate("own").getEncoded());
    pem(key(), "PRIVATE KEY", store.getKey("own", PASSWORD.toCharArray()).getEncoded());
  }

  private static void pem(Path file, String type, byte[] bytes) throws IOException {
    var text = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(bytes);
    Files.writeString(
        file, "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(type, text, type));
  }

  public Path certificate() {
    return folder.resolve("tls.crt");
  }

  public Path key() {
    return folder.resolve("tls.key");
  }

  /** Believes this one and no other. */
  public SSLContext trust() {
    try {
      var known = KeyStore.getInstance(KeyStore.getDefaultType());
      known.load(null, null);
      known.setCertificateEntry("own", store.getCertificate("own"));
      var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(known);
      var context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
