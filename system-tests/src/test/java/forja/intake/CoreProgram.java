package forja.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import forja.routes.wiring.Credential;
import java.net.URI;
import java.util.UUID;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.ServerLocator;

/** An outside program that speaks the broker's own protocol. */
final class CoreProgram implements AutoCloseable {
  private static final int DEADLINE_MILLIS = 20_000;

  private final ServerLocator locator;
  private final ClientSession session;

  CoreProgram(URI broker, Credential credential) throws Exception {
    locator = ActiveMQClient.createServerLocator(broker.toString());
    ClientSessionFactory connections = locator.createSessionFactory();
    session =
        connections.createSession(
            credential.user(), credential.password(), false, true, true, false, 0);
    session.start();
  }

  ClientSession session() {
    return session;
  }

  String newTemporaryQueue() throws ActiveMQException {
    var name = UUID.randomUUID().toString();
    session.createQueue(
        QueueConfiguration.of(name)
            .setRoutingType(RoutingType.ANYCAST)
            .setDurable(false)
            .setTemporary(true));
    return name;
  }

  ClientMessage text(String text) {
    var message = session.createMessage(Message.TEXT_TYPE, true);
    message.getBodyBuffer().writeNullableSimpleString(SimpleString.of(text));
    return message;
  }

  ClientMessage bytes(byte[] bytes) {
    var message = session.createMessage(Message.BYTES_TYPE, true);
    message.getBodyBuffer().writeBytes(bytes);
    return message;
  }

  /** Returns when the broker has the message. */
  void send(String address, ClientMessage message) throws ActiveMQException {
    try (var producer = session.createProducer(address)) {
      producer.send(message);
    }
  }

  Heard hear(String queue) throws ActiveMQException {
    try (ClientConsumer consumer = session.createConsumer(queue)) {
      var message = consumer.receive(DEADLINE_MILLIS);
      if (message == null) {
        throw new AssertionError("nothing came to " + queue);
      }
      message.acknowledge();
      return heard(message);
    }
  }

  static Heard heard(ClientMessage message) {
    var text = message.getBodyBuffer().readNullableSimpleString();
    return new Heard(
        forja.common.wire.Wire.tree(text.toString().getBytes(UTF_8)),
        message.getStringProperty("JMSCorrelationID"));
  }

  @Override
  public void close() {
    locator.close();
  }
}
