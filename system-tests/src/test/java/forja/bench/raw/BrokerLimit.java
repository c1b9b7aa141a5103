package forja.bench.raw;

import forja.bench.Together;
import forja.routes.wiring.Credential;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.ServerLocator;

/** How many durable messages a second the broker takes and gives out again, over TCP. */
public final class BrokerLimit implements AutoCloseable {
  private static final String QUEUE = "forja.bench";
  private static final int BODY_BYTES = 200;
  private static final int MOST_ON_THE_WAY = 5_000;
  private static final int WINDOW_BYTES = 1 << 20;
  private static final long PATIENCE_MILLIS = 100;

  private final Credential credential;
  private final ServerLocator locator;

  public BrokerLimit(URI broker, Credential credential) throws Exception {
    this.credential = credential;
    this.locator = ActiveMQClient.createServerLocator(broker.toString());
    locator.setBlockOnDurableSend(false).setBlockOnAcknowledge(false);
    locator.setConsumerWindowSize(WINDOW_BYTES).setConfirmationWindowSize(-1);
    try (var factory = locator.createSessionFactory();
        var session = session(factory)) {
      session.createQueue(
          QueueConfiguration.of(QUEUE).setRoutingType(RoutingType.ANYCAST).setDurable(true));
    }
  }

  /** One sender and one receiver at the same time, both with so many messages a commit. */
  public double perSecond(int perCommit, RawTimes times) throws Exception {
    var passed = new PassedCount(times);
    var onTheWay = new Semaphore(MOST_ON_THE_WAY);
    Together.run(
        2,
        number -> {
          try (var factory = locator.createSessionFactory();
              var session = session(factory)) {
            if (number == 0) {
              send(session, perCommit, passed, onTheWay);
            } else {
              receive(session, perCommit, passed, onTheWay);
            }
          }
        });
    return passed.perSecond();
  }

  private ClientSession session(ClientSessionFactory factory) throws Exception {
    return factory.createSession(
        credential.user(), credential.password(), false, false, false, false, 0);
  }

  private static void send(
      ClientSession session, int perCommit, PassedCount passed, Semaphore onTheWay)
      throws Exception {
    var producer = session.createProducer(QUEUE);
    var body = new byte[BODY_BYTES];
    while (!passed.isOver()) {
      if (onTheWay.tryAcquire(perCommit, 100, TimeUnit.MILLISECONDS)) {
        for (int i = 0; i < perCommit; i++) {
          var message = session.createMessage(true);
          message.getBodyBuffer().writeBytes(body);
          producer.send(message);
        }
        session.commit();
      }
    }
  }

  private static void receive(
      ClientSession session, int perCommit, PassedCount passed, Semaphore onTheWay)
      throws Exception {
    var consumer = session.createConsumer(QUEUE);
    session.start();
    while (!passed.isOver()) {
      for (int i = 0; i < perCommit; i++) {
        var message = await(consumer, passed);
        if (message.isEmpty()) {
          return;
        }
        message.get().individualAcknowledge();
      }
      session.commit();
      onTheWay.release(perCommit);
      passed.add(perCommit);
    }
  }

  /** Empty when the time is over and the sender has stopped. */
  private static Optional<ClientMessage> await(ClientConsumer consumer, PassedCount passed)
      throws Exception {
    var message = consumer.receive(PATIENCE_MILLIS);
    while (message == null && !passed.isOver()) {
      message = consumer.receive(PATIENCE_MILLIS);
    }
    return Optional.ofNullable(message);
  }

  @Override
  public void close() throws IOException {
    try (var factory = locator.createSessionFactory();
        var session = session(factory)) {
      session.deleteQueue(QUEUE);
    } catch (Exception left) {
      throw new IOException("the queue " + QUEUE + " is left behind", left);
    } finally {
      locator.close();
    }
  }
}
