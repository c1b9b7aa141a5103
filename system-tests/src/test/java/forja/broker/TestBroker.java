package forja.broker;

import static org.awaitility.Awaitility.await;

import forja.routes.wiring.Broker;
import forja.routes.wiring.Credential;
import forja.standalone.BrokerUserBook;
import forja.standalone.EmbeddedBroker;
import forja.standalone.StandaloneConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.activemq.artemis.api.core.ActiveMQSecurityException;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.Queue;

/** The real broker, for one test; keeps its port and its journal over a restart. */
final class TestBroker implements AutoCloseable {
  private final Path data;
  private EmbeddedBroker broker;

  private TestBroker(Path data, EmbeddedBroker broker) {
    this.data = data;
    this.broker = broker;
  }

  static TestBroker start(Path data) {
    return new TestBroker(data, start(data, 0));
  }

  /** With a certificate, at a port that is free. */
  static TestBroker startWithTls(Path data, Path certificate, Path key) {
    var words =
        List.of(
            "--data",
            data.toString(),
            "--broker-port",
            "0",
            "--broker-tls-certificate",
            certificate.toString(),
            "--broker-tls-key",
            key.toString());
    var config = StandaloneConfig.read(words, Map.of());
    return new TestBroker(data, EmbeddedBroker.start(config, List.of("main", "other")));
  }

  private static EmbeddedBroker start(Path data, int port) {
    var config = new StandaloneConfig(data, 0, port, Duration.ofNanos(100_000), List.of());
    return EmbeddedBroker.start(config, List.of("main", "other"));
  }

  void stop() {
    broker.close();
  }

  void startAgain(URI address) {
    broker = start(data, address.getPort());
  }

  URI address() {
    return broker.address();
  }

  ActiveMQServer server() {
    return broker.server();
  }

  Queue queue(String name) {
    var queue = server().locateQueue(name);
    if (queue == null) {
      throw new AssertionError("there is no queue " + name);
    }
    return queue;
  }

  Path credentialFile(String user) {
    return data.resolve("credentials").resolve(user + ".credential");
  }

  BrokerUserBook users() {
    return BrokerUserBook.in(data);
  }

  /** The user of a worker with these pools, who may connect when this returns. */
  String worker(String name, String... pools) {
    var user = Credential.ofWorker(name);
    users().addWorker(name, pools.length == 0 ? List.of(Jobs.POOL) : List.of(pools));
    await().until(() -> isLetIn(credential(user)));
    return user;
  }

  boolean isLetIn(Credential credential) {
    try (var locator = ActiveMQClient.createServerLocator(address().toString());
        var factory = locator.createSessionFactory();
        var session =
            factory.createSession(
                credential.user(), credential.password(), false, true, true, false, 0)) {
      return !session.isClosed();
    } catch (ActiveMQSecurityException refused) {
      return false;
    } catch (Exception bug) {
      throw new AssertionError("no connection to " + address(), bug);
    }
  }

  Broker as(String user) {
    return new Broker(address(), credential(user));
  }

  Client client(String user) {
    return Client.of(address(), credential(user));
  }

  Credential credential(String user) {
    try {
      return Credential.read(credentialFile(user));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @Override
  public void close() {
    broker.close();
  }
}
