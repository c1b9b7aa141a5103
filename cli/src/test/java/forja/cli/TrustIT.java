package forja.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import forja.cli.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whether the api is the one that the caller means. */
@Timeout(60)
class TrustIT {
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir private Path home;
  private HttpsServer server;
  private ApiPeer plain;

  @BeforeEach
  void startServer() throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    server = HttpsServer.create(address, 0);
    plain = new ApiPeer();
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
    plain.close();
  }

  @Test
  void aCertificateOfAStrangerIsRefusedUntilItIsNamed() throws Exception {
    serveWith("san=ip:127.0.0.1");
    var url = url("https");

    var unknown = run("limits", "--url", url);
    var named = run("limits", "--url", url, "--ca", certificate());
    var variable = run(Map.of("FORJA_CA", certificate()), "limits", "--url", url);

    assertThat(unknown.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(unknown.err())
        .contains("is not trusted: nobody whom we know has signed its certificate", "--ca FILE")
        .doesNotContain("Exception", "PKIX", "./forja up");
    assertThat(named.code()).as(named.err()).isZero();
    assertThat(variable.code()).as(variable.err()).isZero();
  }

  @Test
  void aLoginRemembersTheCertificate() throws Exception {
    serveWith("san=ip:127.0.0.1");
    var token = Files.writeString(home.resolve("token"), ApiPeer.TOKEN).toString();
    var url = url("https");

    var login = run("login", "--url", url, "--ca", certificate(), "--token-file", token);

    assertThat(login.code()).as(login.err()).isZero();
    assertThat(run("limits").code()).isZero();
  }

  @Test
  void aCertificateForAnotherNameIsRefused() throws Exception {
    serveWith("san=dns:other.example");

    var run = run("limits", "--url", url("https"), "--ca", certificate());

    assertThat(run.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(run.err()).contains("its certificate is not for the name 127.0.0.1");
  }

  @Test
  void anExpiredCertificateIsNamedAsSuch() throws Exception {
    keytool("-genkeypair", "-alias", "ca", "-dname", "CN=ca", "-keyalg", "EC", "-ext", "bc:c");
    keytool("-genkeypair", "-alias", "api", "-dname", "CN=api", "-keyalg", "EC");
    var request = home.resolve("api.csr").toString();
    var signed = home.resolve("signed.pem").toString();
    keytool("-certreq", "-alias", "api", "-file", request);
    var old = "-gencert -alias ca -rfc -ext san=ip:127.0.0.1 -startdate -9d -validity 3";
    keytool((old + " -infile " + request + " -outfile " + signed).split(" "));
    keytool("-importcert", "-noprompt", "-alias", "api", "-file", signed);
    keytool("-exportcert", "-alias", "ca", "-rfc", "-file", certificate());
    keytool("-delete", "-alias", "ca");
    serve();

    var run = run("limits", "--url", url("https"), "--ca", certificate());

    assertThat(run.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(run.err()).contains("its certificate has expired").doesNotContain("--ca");
  }

  @Test
  void aWrongSchemeIsExplained() throws Exception {
    serveWith("san=ip:127.0.0.1");

    assertThat(run("limits", "--url", url("http")).err()).contains("begins with https://");
    try (var plainSpeaker = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> refuseOne(plainSpeaker));
      var noTls = "https://127.0.0.1:" + plainSpeaker.getLocalPort();
      assertThat(run("limits", "--url", noTls).err()).contains("begins with http://");
    }
  }

  /** As a server does that gets a TLS greeting and speaks none. */
  private static void refuseOne(ServerSocket server) {
    try (var connection = server.accept()) {
      var refusal = "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n";
      connection.getOutputStream().write(refusal.getBytes(StandardCharsets.US_ASCII));
      connection.getOutputStream().flush();
      connection.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException gone) {
      // The client has read enough.
    }
  }

  @Test
  void aFileWithoutCertificatesIsNamed() throws IOException {
    var empty = Files.writeString(home.resolve("empty.pem"), "").toString();
    var words = Files.writeString(home.resolve("words.pem"), "no certificate").toString();

    for (var file : List.of(empty, words, home.resolve("missing.pem").toString())) {
      var run = run("limits", "--url", url("https"), "--ca", file);
      assertThat(run.code()).isEqualTo(ExitCode.USAGE);
      assertThat(run.err()).contains(file).doesNotContain("Exception");
    }
  }

  private void serveWith(String names) throws Exception {
    keytool("-genkeypair", "-alias", "api", "-dname", "CN=api", "-keyalg", "EC", "-ext", names);
    keytool("-exportcert", "-alias", "api", "-rfc", "-file", certificate());
    serve();
  }

  private void serve() throws GeneralSecurityException, IOException {
    server.setHttpsConfigurator(new HttpsConfigurator(context()));
    server.createContext(
        "/",
        http -> {
          var limits = Json.object().put("customer", "main").put("role", "admin");
          limits.putArray("items");
          var body = Json.line(limits).getBytes(StandardCharsets.UTF_8);
          http.sendResponseHeaders(200, body.length);
          http.getResponseBody().write(body);
          http.close();
        });
    server.start();
  }

  private void keytool(String... words) throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(words));
    command.addAll(List.of("-keystore", store().toString(), "-storepass", "changeit"));
    var keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(keytool.waitFor()).as(said).isZero();
  }

  private SSLContext context() throws GeneralSecurityException, IOException {
    var keys = KeyStore.getInstance(store().toFile(), PASSWORD);
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD);
    var context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  private Path store() {
    return home.resolve("keys.p12");
  }

  private String certificate() {
    return home.resolve("api.pem").toString();
  }

  private String url(String scheme) {
    return scheme + "://127.0.0.1:" + server.getAddress().getPort();
  }

  private ClientRun run(String... words) {
    return run(Map.of(), words);
  }

  private ClientRun run(Map<String, String> environment, String... words) {
    return ClientRun.Caller.piped(plain, home).run(environment, words);
  }
}
