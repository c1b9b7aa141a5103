package forja.routes.wiring;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a queue one message at a time, after a consumer was lost: an AMQP message may hold what the
 * broker cannot translate for us, and then it drops the consumer instead of handing it over, each
 * time. Such a message is worked on as far as a question tells of it, and removed.
 */
final class CarefulReader {
  private static final Logger log = LoggerFactory.getLogger(CarefulReader.class);
  private static final Duration QUIET = Duration.ofMillis(250);
  private static final int ENOUGH = 200;
  private static final long NONE = -1;

  private final Broker broker;
  private final String queue;
  private long suspect = NONE;

  /**
   * What is done with what was read; it says false when the session was lost before it succeeded.
   */
  @FunctionalInterface
  interface Step {
    boolean work(List<Received> messages, AtomicBoolean lost) throws InterruptedException;
  }

  CarefulReader(Broker broker, String queue) {
    this.broker = broker;
    this.queue = queue;
  }

  /** Whether the queue can be read in batches again. */
  boolean read(Step step) throws ActiveMQException, InterruptedException {
    try (var connection = broker.transacted(0)) {
      var lost = new AtomicBoolean();
      connection.whenLost(() -> lost.set(true));
      var session = connection.session();
      var consumer = session.createConsumer(queue);
      session.start();
      for (int i = 0; i < ENOUGH; i++) {
        var message = next(consumer);
        if (lost.get() || consumer.isClosed()) {
          lookAtTheHead(step);
          return false;
        }
        if (message.isEmpty()) {
          return true;
        }
        if (!step.work(List.of(Received.of(message.get())), lost)) {
          return false;
        }
        message.get().individualAcknowledge();
        session.commit();
      }
      return true;
    }
  }

  private static Optional<ClientMessage> next(ClientConsumer consumer) {
    try {
      return Optional.ofNullable(consumer.receive(QUIET.toMillis()));
    } catch (ActiveMQException hungUp) {
      log.debug("the broker hung up", hungUp);
      return Optional.empty();
    }
  }

  /**
   * Whoever is found there twice is what the broker stumbles over, and not just there when it did.
   */
  private void lookAtTheHead(Step step) throws InterruptedException {
    try (var desk = new BrokerDesk(broker)) {
      var head = desk.head(queue);
      if (head.isEmpty() || head.get().brokerId() != suspect) {
        suspect = head.map(Received::brokerId).orElse(NONE);
        return;
      }
      log.warn("the broker cannot hand over message {} of {}; it is refused", suspect, queue);
      boolean _ = step.work(List.of(head.get()), new AtomicBoolean());
      if (suspect == BrokerDesk.NAMELESS) {
        desk.putFirstAside(queue);
      } else {
        desk.remove(queue, suspect);
      }
      suspect = NONE;
    } catch (BrokerAway away) {
      log.debug("{} cannot be looked at", queue, away);
    }
  }
}
