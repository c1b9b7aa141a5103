package forja.routes.wiring;

import java.util.Optional;
import java.util.UUID;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;
import org.apache.activemq.artemis.api.core.client.ClientSession;

/** What a batch consumer reads from; the queue that keeps its messages, if there is one. */
record BatchSource(Optional<String> queue, Opening opening) {

  /** How it is read from. */
  @FunctionalInterface
  interface Opening {
    ClientConsumer open(ClientSession session) throws ActiveMQException;
  }

  static BatchSource queue(String name) {
    return new BatchSource(Optional.of(name), session -> session.createConsumer(name));
  }

  /** From now on: nothing is kept for a reader that is away. */
  static BatchSource topic(String address) {
    return new BatchSource(Optional.empty(), session -> subscribe(session, address));
  }

  private static ClientConsumer subscribe(ClientSession session, String address)
      throws ActiveMQException {
    var name = address + "." + UUID.randomUUID();
    session.createQueue(
        QueueConfiguration.of(name)
            .setAddress(address)
            .setRoutingType(RoutingType.MULTICAST)
            .setDurable(false)
            .setTemporary(true)
            // Guards against another reader that takes away what is meant for this one.
            .setMaxConsumers(1));
    return session.createConsumer(name);
  }

  ClientConsumer open(ClientSession session) throws ActiveMQException {
    return opening.open(session);
  }
}
