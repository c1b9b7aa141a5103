package forja.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import forja.routes.program.CannotStart;
import forja.routes.tls.TlsFiles;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nobody on the way can read along, whichever certificate the operator has put there. */
class TlsIT {
  @TempDir Path folder;
  private CertificatesForTests certificates;

  @BeforeEach
  void prepare() {
    certificates = new CertificatesForTests(folder);
  }

  private TlsFiles files() {
    return new TlsFiles(folder.resolve("tls.crt"), folder.resolve("tls.key"));
  }

  private void install(String certificate, String key) throws Exception {
    replace(certificates.certificate(certificate), files().certificate());
    replace(certificates.key(key), files().key());
  }

  private static void replace(Path from, Path to) throws Exception {
    var copy = Files.copy(from, to.resolveSibling("new"), StandardCopyOption.REPLACE_EXISTING);
    Files.move(copy, to, StandardCopyOption.ATOMIC_MOVE);
  }

  private ServerForTests server(Tls tls) {
    return new ServerForTests(
        new Transport(Optional.of(tls), TrustedProxies.NONE, Cors.NONE, RateLimits.NONE));
  }

  private HttpClient clientOf(String certificate) throws Exception {
    return HttpClient.newBuilder().sslContext(certificates.trusting(certificate)).build();
  }

  @ParameterizedTest
  @CsvSource({"RSA,-keysize,2048", "EC,-groupname,secp256r1", "Ed25519,-sigalg,Ed25519"})
  void shakesHands(String algorithm, String option, String value) throws Exception {
    certificates.make("first", algorithm, option, value);
    install("first", "first");

    try (var tls = Tls.of(files());
        var server = server(tls);
        var client = clientOf("first")) {
      var answer = server.get(client, "/open");

      assertThat(answer.body()).isEqualTo("open");
      assertThat(answer.headers().firstValue("Strict-Transport-Security")).isPresent();
      assertThat(answer.sslSession()).isPresent();
    }
  }

  @Test
  void takesANewCertificateWhileItRuns() throws Exception {
    certificates.make("first", "RSA");
    certificates.make("second", "EC");
    install("first", "first");

    try (var tls = Tls.of(files());
        var server = server(tls);
        var before = clientOf("first")) {
      assertThat(server.get(before, "/open").statusCode()).isEqualTo(200);

      install("second", "second");

      await()
          .ignoreException(SSLHandshakeException.class)
          .untilAsserted(() -> {
            try (var after = clientOf("second")) {
              assertThat(nameOf(server, after)).isEqualTo("CN=second");
            }
          });
      assertThat(server.get(before, "/open").statusCode())
          .as("who is connected stays connected")
          .isEqualTo(200);
    }
  }

  private static String nameOf(ServerForTests server, HttpClient client) throws Exception {
    var session = server.get(client, "/open").sslSession().orElseThrow();
    var certificate = (X509Certificate) session.getPeerCertificates()[0];
    return certificate.getSubjectX500Principal().getName();
  }

  @Test
  void keepsTheOldCertificateWhileTheNewOneIsOfNoUse() throws Exception {
    certificates.make("first", "RSA");
    certificates.make("second", "RSA");
    install("first", "first");

    try (var tls = Tls.of(files());
        var server = server(tls);
        var client = clientOf("first")) {
      install("second", "first");
      await()
          .during(Duration.ofSeconds(3))
          .atMost(Duration.ofSeconds(10))
          .until(() -> {
            try (var fresh = clientOf("first")) {
              return server.get(fresh, "/open").statusCode() == 200;
            }
          });
      assertThat(server.get(client, "/open").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void doesNotStartWithTheKeyOfAnotherCertificate() throws Exception {
    certificates.make("first", "RSA");
    certificates.make("second", "EC");
    install("first", "second");

    assertThatThrownBy(() -> Tls.of(files()))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("tls.key")
        .hasMessageContaining("is not that of the certificate in")
        .hasMessageContaining("tls.crt");
  }

  @Test
  void saysWhatIsWrongWithTheFiles() throws Exception {
    certificates.make("first", "RSA");
    install("first", "first");

    assertThatThrownBy(() -> new TlsFiles(folder.resolve("none"), files().key()).read())
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("cannot read");
    assertThatThrownBy(() -> new TlsFiles(files().key(), files().key()).read())
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("holds no certificate");
    CertificatesForTests.write(files().key(), "RSA PRIVATE KEY", new byte[] {1, 2, 3});
    assertThatThrownBy(() -> files().read())
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("openssl pkcs8");
    CertificatesForTests.write(files().key(), "PRIVATE KEY", new byte[] {1, 2, 3});
    assertThatThrownBy(() -> files().read())
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("or damaged");
  }

  @Test
  void doesNotShowItsKey() throws Exception {
    certificates.make("first", "RSA");
    install("first", "first");

    assertThat(files().read().toString()).isEqualTo("TlsIdentity[CN=first]");
  }
}
