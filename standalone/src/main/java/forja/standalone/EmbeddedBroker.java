package forja.standalone;

import forja.routes.program.CannotStart;
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
 * An embedded Artemis with a durable journal. CORE, AMQP 1.0 and STOMP share one port of this
 * machine; nobody connects without a credential.
 */
public final class EmbeddedBroker implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EmbeddedBroker.class);
  private static final String ACCEPTOR = "forja";

  private final FolderLock lock;
  private final EmbeddedActiveMQ broker;

  private EmbeddedBroker(FolderLock lock, EmbeddedActiveMQ broker) {
    this.lock = lock;
    this.broker = broker;
  }

  /** Starts it on the journal of its last run, or on a new one. */
  public static EmbeddedBroker start(StandaloneConfig config, List<String> customers) {
    // Guards against a taken port: the broker logs it, and waits for its activation for ever.
    Loopback.requireFree(config.brokerPort(), "--broker-port");
    PrivateFolder.of(config.data());
    var folder = PrivateFolder.in(config.data(), "broker");
    var lock = FolderLock.of(folder);
    try {
      var broker = new EmbeddedBroker(lock, configured(config, folder, customers));
      broker.start();
      return broker;
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static EmbeddedActiveMQ configured(
      StandaloneConfig config, Path folder, List<String> customers) {
    try {
      var configuration = BrokerConfiguration.of(Topology.of(customers));
      BrokerConfiguration.keepIn(folder, configuration);
      int bufferTimeout = Math.toIntExact(config.journalBufferTimeout().toNanos());
      BrokerConfiguration.journal(configuration, bestJournal(folder), bufferTimeout);
      configuration.addAcceptorConfiguration(ACCEPTOR, acceptor(config.brokerPort()));
      return new EmbeddedActiveMQ()
          .setConfiguration(configuration)
          .setSecurityManager(BrokerUsers.in(config.data(), customers));
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

  private static String acceptor(int port) {
    return "tcp://%s:%d?protocols=CORE,AMQP,STOMP".formatted(Loopback.HOST, port);
  }

  private void start() {
    try {
      broker.start();
      if (!server().waitForActivation(1, TimeUnit.MINUTES)) {
        throw new CannotStart("the broker is not active after a minute");
      }
      log.info("the broker listens on {}, its journal is {}", address(), journalType());
    } catch (Exception e) {
      close();
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

  public URI address() {
    int port = server().getRemotingService().getAcceptor(ACCEPTOR).getActualPort();
    return URI.create("tcp://%s:%d".formatted(Loopback.HOST, port));
  }

  @Override
  public void close() {
    try {
      broker.stop();
    } catch (Exception e) {
      log.warn("the broker did not stop cleanly; its journal is safe", e);
    } finally {
      lock.close();
    }
  }
}
