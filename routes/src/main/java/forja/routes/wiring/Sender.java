package forja.routes.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends letters in one commit and knows then that the broker has them; connects anew when the
 * connection was lost.
 */
public final class Sender implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Sender.class);
  private static final Duration PAUSE = Duration.ofMillis(250);

  private final ReentrantLock one = new ReentrantLock();
  private final Broker broker;
  private Broker.@Nullable Connection connection;

  public Sender(Broker broker) {
    this.broker = broker;
  }

  public void send(List<Letter> letters) throws BrokerAway {
    one.lock();
    try {
      var session = open().session();
      try (var producer = session.createProducer()) {
        for (var letter : letters) {
          producer.send(letter.address(), message(session, letter));
        }
        session.commit();
      }
    } catch (ActiveMQException away) {
      disconnect();
      throw new BrokerAway(away);
    } finally {
      one.unlock();
    }
  }

  /** For what must not be lost; whoever reads it must not mind a letter that comes twice. */
  public void sendUntilItSucceeds(List<Letter> letters) throws InterruptedException {
    var complaint = new Complaint(log);
    while (true) {
      try {
        send(letters);
        return;
      } catch (BrokerAway away) {
        complaint.say(
            "{} cannot be sent to, the message waits; trying again", broker.address(), away);
        Thread.sleep(PAUSE);
      }
    }
  }

  /** How many read an address at this moment, from whichever protocol. */
  public boolean hasReaders(String address) throws BrokerAway {
    one.lock();
    try {
      return !open().session().addressQuery(SimpleString.of(address)).getQueueNames().isEmpty();
    } catch (ActiveMQException away) {
      disconnect();
      throw new BrokerAway(away);
    } finally {
      one.unlock();
    }
  }

  private Broker.Connection open() throws ActiveMQException {
    if (connection == null || connection.session().isClosed()) {
      connection = broker.transacted(0);
      connection.session().start();
    }
    return connection;
  }

  /** As a text, so that every protocol shows its readers a text. */
  private static ClientMessage message(ClientSession session, Letter letter) {
    var message = session.createMessage(Message.TEXT_TYPE, letter.durable());
    message
        .getBodyBuffer()
        .writeNullableSimpleString(SimpleString.of(new String(letter.json(), UTF_8)));
    letter.properties().forEach((name, value) -> message.putStringProperty(name, value));
    return message;
  }

  private void disconnect() {
    if (connection != null) {
      connection.close();
      connection = null;
    }
  }

  @Override
  public void close() {
    one.lock();
    try {
      disconnect();
    } finally {
      one.unlock();
    }
  }
}
