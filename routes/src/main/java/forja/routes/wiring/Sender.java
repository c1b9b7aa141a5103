package forja.routes.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.List;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends letters in one commit and knows then that the broker has them. */
public final class Sender implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Sender.class);
  private static final Duration PAUSE = Duration.ofMillis(250);

  private final Broker broker;
  private final Line line;

  public Sender(Broker broker) {
    this.broker = broker;
    this.line = new Line(() -> broker.transacted(0));
  }

  /** Throws {@link BrokerAway} when the letters may not have arrived. */
  public void send(List<Letter> letters) {
    line.use(session -> {
      sendAll(session, letters);
      return letters.size();
    });
  }

  private static void sendAll(ClientSession session, List<Letter> letters)
      throws ActiveMQException {
    try (var producer = session.createProducer()) {
      for (var letter : letters) {
        producer.send(letter.address(), message(session, letter));
      }
      session.commit();
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
        complaint.say("{} cannot be sent to, messages wait; trying again", broker.address(), away);
        Thread.sleep(PAUSE);
      }
    }
  }

  /** As a text, so that every protocol shows its readers a text. */
  private static ClientMessage message(ClientSession session, Letter letter) {
    var message = session.createMessage(Message.TEXT_TYPE, letter.durable());
    var text = new String(letter.json(), UTF_8);
    message.getBodyBuffer().writeNullableSimpleString(SimpleString.of(text));
    letter.properties().forEach((name, value) -> message.putObjectProperty(name, value));
    return message;
  }

  @Override
  public void close() {
    line.close();
  }
}
