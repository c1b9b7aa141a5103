package forja.secret;

import forja.routes.wiring.Credential;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ServerLocator;

/** Anybody with a credential, who listens to topics and says what was said there. */
final class Tap implements AutoCloseable {
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final ServerLocator locator;
  private final ClientSession session;

  Tap(URI broker, Credential credential) throws Exception {
    locator = ActiveMQClient.createServerLocator(broker.toString());
    session =
        locator
            .createSessionFactory()
            .createSession(credential.user(), credential.password(), false, true, true, false, 0);
    session.start();
  }

  ClientSession session() {
    return session;
  }

  /** From now on. */
  void listen(String address) throws ActiveMQException {
    var name = address.replace("#", "all") + "." + UUID.randomUUID();
    session.createQueue(
        QueueConfiguration.of(name)
            .setAddress(address)
            .setRoutingType(RoutingType.MULTICAST)
            .setDurable(false)
            .setTemporary(true));
    session.createConsumer(name).setMessageHandler(message -> heard.add(text(message)));
  }

  static String text(ClientMessage message) {
    var text = message.getReadOnlyBodyBuffer().readNullableSimpleString();
    return text == null ? "" : text.toString();
  }

  List<String> heard() {
    return List.copyOf(heard);
  }

  @Override
  public void close() {
    locator.close();
  }
}
