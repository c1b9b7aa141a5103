package forja.stories;

import forja.routes.wiring.Channels;
import forja.routes.wiring.Credential;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ServerLocator;

/** A system of a customer, connected to the broker with a credential. */
final class CustomerOnBroker implements AutoCloseable {
  private final ServerLocator locator;
  private final ClientSession session;

  private CustomerOnBroker(ServerLocator locator, ClientSession session) {
    this.locator = locator;
    this.session = session;
  }

  static CustomerOnBroker connect(URI broker, Credential credential) throws Exception {
    var locator = ActiveMQClient.createServerLocator(broker.toString());
    locator.setReconnectAttempts(0).setInitialConnectAttempts(1);
    try {
      var session =
          locator
              .createSessionFactory()
              .createSession(credential.user(), credential.password(), false, true, true, false, 1);
      return new CustomerOnBroker(locator, session);
    } catch (Exception refused) {
      locator.close();
      throw refused;
    }
  }

  /** Something that is no job. */
  void post(String customer, String body) throws ActiveMQException {
    try (var producer = session.createProducer(Channels.intake(customer))) {
      var message = session.createMessage(true);
      message.getBodyBuffer().writeBytes(body.getBytes(StandardCharsets.UTF_8));
      producer.send(message);
    }
  }

  /** A queue of its own at its events, which is there when nobody reads it. */
  void subscribe(String customer, String queue) throws ActiveMQException {
    session.createQueue(
        QueueConfiguration.of(queue)
            .setAddress(Channels.events(customer))
            .setRoutingType(RoutingType.MULTICAST)
            .setDurable(true));
  }

  boolean has(String queue) throws ActiveMQException {
    return session.queueQuery(SimpleString.of(queue)).isExists();
  }

  @Override
  public void close() {
    locator.close();
  }
}
