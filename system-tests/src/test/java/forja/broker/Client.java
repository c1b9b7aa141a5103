package forja.broker;

import forja.routes.wiring.BrokerAddress;
import forja.routes.wiring.Credential;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ServerLocator;

/** Anybody with a credential and the CORE protocol. */
record Client(ServerLocator locator, ClientSession session) implements AutoCloseable {
  private static final int DEADLINE_MILLIS = 10_000;
  private static final int BROWSE_WITHIN_MILLIS = 5_000;

  static Client of(URI broker, Credential credential) {
    try {
      var locator = BrokerAddress.locator(broker).setBlockOnDurableSend(true);
      var session =
          locator
              .createSessionFactory()
              .createSession(credential.user(), credential.password(), false, true, true, false, 0);
      session.start();
      return new Client(locator, session);
    } catch (Exception refused) {
      throw new AssertionError("no connection to " + broker, refused);
    }
  }

  void send(String address, byte[] body) throws ActiveMQException {
    send(address, Message.DEFAULT_TYPE, body);
  }

  void send(String address, byte type, byte[] body) throws ActiveMQException {
    try (var producer = session.createProducer(address)) {
      var message = session.createMessage(type, true);
      message.getBodyBuffer().writeBytes(body);
      producer.send(message);
    }
  }

  ClientConsumer consumer(String queue) throws ActiveMQException {
    return session.createConsumer(queue);
  }

  /** The next message, acknowledged; fails when none comes in time. */
  ClientMessage receive(String queue) throws ActiveMQException {
    try (var consumer = consumer(queue)) {
      var message = consumer.receive(DEADLINE_MILLIS);
      if (message == null) {
        throw new AssertionError("nothing came from " + queue);
      }
      message.individualAcknowledge();
      return message;
    }
  }

  /** All that is there, without taking it. */
  List<ClientMessage> browse(String queue) throws ActiveMQException {
    var found = new ArrayList<ClientMessage>();
    long count = session.queueQuery(SimpleString.of(queue)).getMessageCount();
    try (var browser = session.createConsumer(queue, null, true)) {
      // Guards against a browser that says it is through before it is.
      while (found.size() < count) {
        var next = browser.receive(BROWSE_WITHIN_MILLIS);
        if (next == null) {
          return found;
        }
        found.add(next);
      }
    }
    return found;
  }

  static byte[] body(ClientMessage message) {
    var body = new byte[message.getBodySize()];
    message.getBodyBuffer().readBytes(body);
    return body;
  }

  @Override
  public void close() {
    locator.close();
  }
}
