package forja.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import forja.common.farm.Ping;
import forja.common.job.JobReport;
import forja.routes.program.CannotStart;
import forja.routes.wiring.Broker;
import forja.routes.wiring.BrokerAddress;
import forja.routes.wiring.BrokerAway;
import forja.routes.wiring.BrokerDesk;
import forja.routes.wiring.Channels;
import forja.routes.wiring.Credential;
import forja.routes.wiring.Letter;
import forja.routes.wiring.Sender;
import forja.standalone.StandaloneConfig;
import forja.worker.Worker;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.apache.qpid.protonj2.client.Client;
import org.apache.qpid.protonj2.client.ConnectionOptions;
import org.apache.qpid.protonj2.client.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker with a certificate: nothing that is said to it can be read on the way. */
class BrokerTlsIT {
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  @TempDir Path data;
  @TempDir Path folder;
  @TempDir Path effects;

  private PemFiles files;
  private TestBroker broker;

  @BeforeEach
  void startBroker() throws Exception {
    files = PemFiles.make(folder, "broker");
    broker = TestBroker.startWithTls(data, files.certificate(), files.key());
  }

  @AfterEach
  void stopBroker() {
    broker.close();
  }

  @Test
  void carriesAJobToAWorkerAndItsReportBack() throws Exception {
    assertThat(broker.address()).hasScheme("ssl").hasHost("127.0.0.1");
    broker.users().addWorker("worker-1", List.of(Jobs.POOL));
    var job = Jobs.released(new Ping("over TLS"));
    try (var desk = new BrokerDesk(as(Credential.API));
        var _ = worker("worker-1");
        var _ = Jobs.send(desk, as(Credential.API), List.of(job));
        var reports = Reports.of(trusted(), broker.credential(Credential.API))) {
      assertThat(reports.awaitFinals(1))
          .singleElement()
          .isInstanceOfSatisfying(
              JobReport.Succeeded.class, end -> assertThat(end.job()).isEqualTo(job.id()));
    }
  }

  @Test
  void isNotTalkedToByWhoDoesNotKnowItsCertificate() throws Exception {
    var other = PemFiles.make(folder, "other");
    var credential = broker.credential(Credential.API);
    var strange = BrokerAddress.trusting(broker.address(), other.certificate());

    for (var address : List.of(broker.address(), strange)) {
      try (var sender = new Sender(new Broker(address, credential))) {
        assertThatThrownBy(() -> sender.send(List.of(aLetter()))).isInstanceOf(BrokerAway.class);
      }
    }
  }

  @Test
  void isNotTalkedToUnderANameThatItsCertificateDoesNotHave() throws Exception {
    files.replaceBy(PemFiles.make(folder, "elsewhere", "dns:elsewhere.example"));
    await().atMost(DEADLINE).until(() -> shown().equals("CN=elsewhere"));

    try (var sender = new Sender(as(Credential.API))) {
      assertThatThrownBy(() -> sender.send(List.of(aLetter()))).isInstanceOf(BrokerAway.class);
    }
  }

  @Test
  void listensToNobodyInTheClear() {
    var address = URI.create(broker.address().toString().replace("ssl:", "tcp:"));
    var api = broker.credential(Credential.API);

    try (var sender = new Sender(new Broker(address, api, Duration.ofSeconds(2)))) {
      assertThatThrownBy(() -> sender.send(List.of(aLetter()))).isInstanceOf(BrokerAway.class);
    }
  }

  @Test
  void speaksAmqpAndStompOverTlsToo() throws Exception {
    var customer = broker.credential(Credential.ofCustomer("main"));
    var options = new ConnectionOptions();
    options.user(customer.user()).password(customer.password()).sslEnabled(true);
    options.sslOptions().sslContextOverride(trusting(files));
    try (var client = Client.create();
        var amqp = client.connect("127.0.0.1", broker.address().getPort(), options);
        var sender = amqp.openSender(Channels.intake("main"))) {
      sender.send(Message.create("{}").durable(true)).awaitAccepted();
    }
    try (var socket = handshake()) {
      var connect =
          "CONNECT\naccept-version:1.2\nhost:forja\nlogin:%s\npasscode:%s\n\n\0"
              .formatted(customer.user(), customer.password());
      socket.getOutputStream().write(connect.getBytes(UTF_8));
      var answer = new String(socket.getInputStream().readNBytes(9), UTF_8);
      assertThat(answer).isEqualTo("CONNECTED");
    }
    await().until(() -> broker.queue(Channels.intake("main")).getMessageCount() == 1);
  }

  @Test
  void showsANewCertificateAsSoonAsItIsThereAndKeepsWhoIsConnected() throws Exception {
    var before = shown();
    var newer = PemFiles.make(folder, "newer");
    try (var sender = new Sender(as(Credential.API))) {
      sender.send(List.of(aLetter()));

      files.replaceBy(newer);

      await().atMost(DEADLINE).until(() -> !shown().equals(before));
      assertThat(shown()).isEqualTo("CN=newer");
      sender.send(List.of(aLetter()));
    }
    try (var again = new Sender(as(Credential.API))) {
      again.send(List.of(aLetter()));
    }
  }

  @Test
  void keepsItsCertificateWhenANewOneIsOfNoUse() throws Exception {
    Files.writeString(files.certificate(), "no certificate");

    await().pollDelay(Duration.ofSeconds(2)).until(() -> shown().equals("CN=broker"));
  }

  @Test
  void doesNotListenElsewhereWithoutACertificate() {
    var words = List.of("--data", data.toString(), "--broker-bind", "0.0.0.0");

    assertThatThrownBy(() -> StandaloneConfig.read(words, Map.of()))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("--broker-bind 0.0.0.0 would send passwords in the clear");
  }

  private Worker worker(String name) throws IOException {
    var credential = broker.credentialFile(Credential.ofWorker(name));
    return Workers.start(
        trusted(), credential, new Workers.Worklife(name, 1, Duration.ZERO), effects);
  }

  private URI trusted() {
    return BrokerAddress.trusting(broker.address(), files.certificate());
  }

  private Broker as(String user) {
    return new Broker(trusted(), broker.credential(user));
  }

  private static Letter aLetter() {
    return Letter.durable(Channels.intake("main"), "{}".getBytes(UTF_8));
  }

  /** Whose certificate somebody sees who connects now and believes everything. */
  private String shown() throws IOException, GeneralSecurityException {
    try (var socket = handshake(context(new EverybodyIsTrusted()))) {
      var chain = socket.getSession().getPeerCertificates();
      return ((X509Certificate) chain[0]).getSubjectX500Principal().getName();
    }
  }

  private SSLSocket handshake() throws IOException, GeneralSecurityException {
    return handshake(trusting(files));
  }

  private SSLSocket handshake(SSLContext context) throws IOException {
    var socket =
        (SSLSocket)
            context.getSocketFactory().createSocket("127.0.0.1", broker.address().getPort());
    socket.startHandshake();
    return socket;
  }

  private static SSLContext context(TrustManager... trust) throws GeneralSecurityException {
    var context = SSLContext.getInstance("TLS");
    context.init(null, trust, null);
    return context;
  }

  private static SSLContext trusting(PemFiles whom) throws IOException, GeneralSecurityException {
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (var pem = Files.newInputStream(whom.certificate())) {
      store.setCertificateEntry(
          "it", CertificateFactory.getInstance("X.509").generateCertificate(pem));
    }
    var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(store);
    return context(managers.getTrustManagers());
  }
}
