package forja.broker;

import forja.routes.wiring.Broker;
import forja.routes.wiring.Credential;
import forja.standalone.EmbeddedBroker;
import forja.standalone.StandaloneConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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

  Broker as(String user) {
    return new Broker(address(), credential(user));
  }

  Client client(String user) {
    return Client.of(address(), credential(user));
  }

  private Credential credential(String user) {
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
