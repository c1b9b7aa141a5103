package forja.intake;

import forja.routes.wiring.Credential;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.apache.qpid.protonj2.client.Client;
import org.apache.qpid.protonj2.client.Connection;
import org.apache.qpid.protonj2.client.ConnectionOptions;
import org.apache.qpid.protonj2.client.Delivery;
import org.apache.qpid.protonj2.client.Message;
import org.apache.qpid.protonj2.client.Receiver;
import org.apache.qpid.protonj2.client.Tracker;

/** An outside program that speaks AMQP 1.0. */
final class AmqpProgram implements AutoCloseable {
  private static final long DEADLINE_SECONDS = 20;

  private final Client client = Client.create();
  private final Connection connection;

  AmqpProgram(URI broker, Credential credential) throws Exception {
    var options = new ConnectionOptions();
    options.user(credential.user()).password(credential.password());
    connection = client.connect(broker.getHost(), broker.getPort(), options);
    connection.openFuture().get(DEADLINE_SECONDS, TimeUnit.SECONDS);
  }

  /** Its address is a new one of the broker's choice. */
  Receiver listen() throws Exception {
    return open(connection.openDynamicReceiver());
  }

  Receiver listen(String address) throws Exception {
    return open(connection.openReceiver(address));
  }

  Connection connection() {
    return connection;
  }

  private static Receiver open(Receiver receiver) throws Exception {
    receiver.openFuture().get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    return receiver;
  }

  /** Returns when the broker has said what becomes of the message. */
  Tracker send(String address, Message<?> message) throws Exception {
    try (var sender = connection.openSender(address)) {
      sender.openFuture().get(DEADLINE_SECONDS, TimeUnit.SECONDS);
      var tracker = sender.send(message.durable(true));
      tracker.settlementFuture().get(DEADLINE_SECONDS, TimeUnit.SECONDS);
      return tracker;
    }
  }

  static Heard hear(Receiver receiver) throws Exception {
    var delivery = receiver.receive(DEADLINE_SECONDS, TimeUnit.SECONDS);
    if (delivery == null) {
      throw new AssertionError("nothing came to " + receiver.address());
    }
    return heard(delivery);
  }

  private static Heard heard(Delivery delivery) throws Exception {
    var message = delivery.message();
    var text =
        message.body() instanceof byte[] bytes
            ? new String(bytes, StandardCharsets.UTF_8)
            : message.body().toString();
    return Heard.of(text, message.correlationId());
  }

  @Override
  public void close() {
    client.close();
  }
}
