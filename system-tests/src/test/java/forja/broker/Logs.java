package forja.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import forja.common.job.LogBundle;
import forja.common.job.LogChunk;
import forja.common.wire.Wire;
import forja.routes.wiring.Channels;
import java.util.List;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.client.ClientMessage;

/** Reads what workers have logged, in place of the ledger. */
final class Logs {
  private Logs() {}

  /** All chunks that lie in the broker, in the order of their arrival. */
  static List<LogChunk> chunks(TestBroker broker) throws ActiveMQException {
    try (var api = broker.client("api")) {
      return api.browse(Channels.LOGS_QUEUE).stream()
          .flatMap(message -> bundle(message).chunks().stream())
          .toList();
    }
  }

  private static LogBundle bundle(ClientMessage message) {
    if (message.isLargeMessage()) {
      throw new AssertionError("a log came as a large message, which nobody reads");
    }
    var text = message.getBodyBuffer().readNullableSimpleString().toString();
    return Wire.read(text.getBytes(UTF_8), LogBundle.class);
  }
}
