package forja.broker;

import java.util.UUID;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;

/** Subscribes to topics, for as long as a client is connected. */
final class Topics {
  private Topics() {}

  static ClientConsumer listen(Client client, String topic) throws ActiveMQException {
    var name = topic + "." + UUID.randomUUID();
    client
        .session()
        .createQueue(
            QueueConfiguration.of(name)
                .setAddress(topic)
                .setRoutingType(RoutingType.MULTICAST)
                .setDurable(false)
                .setTemporary(true));
    return client.consumer(name);
  }
}
