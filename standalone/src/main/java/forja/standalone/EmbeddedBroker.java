package forja.standalone;

import forja.routes.program.CannotStart;
import forja.routes.program.Parts;
import forja.routes.wiring.Credential;
import forja.routes.wiring.Topology;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.io.aio.AIOSequentialFileFactory;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An embedded Artemis with a durable journal. CORE, AMQP 1.0 and STOMP share one port; nobody
 * connects without a credential.
 */
public final class EmbeddedBroker implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EmbeddedBroker.class);

  private final FolderLock lock;
  private final EmbeddedActiveMQ broker;
  private final BrokerDoor door;
  private final BrokerUserBook users;
  private final BrokerGuard guard = new BrokerGuard();
  private final Parts parts = new Parts();

  private EmbeddedBroker(FolderLock lock, StandaloneConfig config) {
    this.lock = lock;
    this.broker = new EmbeddedActiveMQ();
    this.door = config.door();
    this.users = BrokerUserBook.in(config.data());
  }

  /**
   * Starts it on the journal of its last run, or on a new one. These customers have a credential
   * from the start, unless it was revoked.
   */
  public static EmbeddedBroker start(StandaloneConfig config, List<String> customers) {
    // Guards against a taken port: the broker logs it, and waits for its activation for ever.
    Loopback.requireFree(config.brokerPort(), "--broker-port");
    PrivateFolder.of(config.data());
    var folder = PrivateFolder.in(config.data(), "broker");
    var broker = new EmbeddedBroker(FolderLock.of(folder), config);
    try {
      broker.admit(customers);
      broker.configure(config, folder, customers);
      broker.start();
      return broker;
    } catch (RuntimeException e) {
      broker.close();
      throw e;
    }
  }

  private void admit(List<String> customers) {
    users.ensure(Credential.API, List.of());
    customers.forEach(name -> users.ensure(Credential.ofCustomer(name), List.of()));
    guard.admit(users.read());
  }

  private void configure(StandaloneConfig config, Path folder, List<String> customers) {
    try {
      var configuration = BrokerConfiguration.of(Topology.of(customers));
      BrokerConfiguration.keepIn(folder, configuration);
      int bufferTimeout = Math.toIntExact(config.journalBufferTimeout().toNanos());
      BrokerConfiguration.journal(configuration, bestJournal(folder), bufferTimeout);
      configuration.registerBrokerPlugin(new GoneCustomers(users));
      door.tls()
          .map(files -> parts.add(BrokerTls.of(files)).context())
          .ifPresentOrElse(
              tls -> BrokerAcceptors.add(configuration, door, tls),
              () -> BrokerAcceptors.add(configuration, door));
      broker.setConfiguration(configuration).setSecurityManager(guard);
    } catch (Exception e) {
      throw asCannotStart(e);
    }
  }

  /** Asked for directly: the broker itself would fall back to NIO without a word. */
  private static JournalType bestJournal(Path folder) {
    return AIOSequentialFileFactory.isSupported(folder.toFile())
        ? JournalType.ASYNCIO
        : JournalType.NIO;
  }

  private void start() {
    try {
      broker.start();
      if (!server().waitForActivation(1, TimeUnit.MINUTES)) {
        throw new CannotStart("the broker is not active after a minute");
      }
      parts.add(new BrokerUserWatch(users, guard, server())).start();
      log.info("the broker listens on {}, its journal is {}", address(), journalType());
    } catch (Exception e) {
      throw asCannotStart(e);
    }
  }

  private static CannotStart asCannotStart(Exception e) {
    return e instanceof CannotStart known
        ? known
        : new CannotStart("the broker does not come up: " + e.getMessage(), e);
  }

  /** What the broker really runs on, whatever it was asked for. */
  JournalType journalType() {
    return configuration().getJournalType();
  }

  private Configuration configuration() {
    return server().getConfiguration();
  }

  public ActiveMQServer server() {
    return broker.getActiveMQServer();
  }

  /** Where everybody finds it. */
  public URI address() {
    var scheme = door.tls().isPresent() ? "ssl" : "tcp";
    return address(scheme, door.name(), BrokerAcceptors.FOR_ALL);
  }

  /** Where the programs of this process find it; nothing is encrypted there. */
  URI addressHere() {
    return door.tls().isPresent()
        ? address("tcp", Loopback.HOST, BrokerAcceptors.FOR_OURS)
        : address();
  }

  private URI address(String scheme, String host, String acceptor) {
    int port = server().getRemotingService().getAcceptor(acceptor).getActualPort();
    return URI.create("%s://%s:%d".formatted(scheme, host, port));
  }

  @Override
  public void close() {
    parts.close();
    try {
      if (broker.getActiveMQServer() != null) {
        broker.stop();
      }
    } catch (Exception e) {
      log.warn("the broker did not stop cleanly; its journal is safe", e);
    } finally {
      lock.close();
    }
  }
}
