package forja.routes.wiring;

import java.util.UUID;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;
import org.apache.activemq.artemis.api.core.client.ClientSession;

/** What a batch consumer reads from. */
@FunctionalInterface
interface BatchSource {
  ClientConsumer open(ClientSession session) throws ActiveMQException;

  static BatchSource queue(String name) {
    return session -> session.createConsumer(name);
  }

  /** From now on: nothing is kept for a reader that is away. */
  static BatchSource topic(String address) {
    return session -> {
      var name = address + "." + UUID.randomUUID();
      session.createQueue(
          QueueConfiguration.of(name)
              .setAddress(address)
              .setRoutingType(RoutingType.MULTICAST)
              .setDurable(false)
              .setTemporary(true));
      return session.createConsumer(name);
    };
  }
}
