package forja.routes.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import org.apache.activemq.artemis.api.core.ActiveMQBuffer;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientMessage;

/** A message as our routes see it, whichever protocol it came by. An oversized one has no body. */
public record Received(
    String address,
    long brokerId,
    byte[] body,
    boolean oversized,
    Optional<String> replyTo,
    Optional<String> correlation,
    Optional<String> idempotencyKey) {
  private static final SimpleString REPLY_TO = SimpleString.of("JMSReplyTo");
  private static final SimpleString CORRELATION = SimpleString.of("JMSCorrelationID");
  private static final SimpleString KEY = SimpleString.of("Idempotency-Key");

  /** JMS clients cannot use a dash in the name of a property. */
  private static final SimpleString KEY_OF_JMS = SimpleString.of("idempotency_key");

  static Received of(ClientMessage message) {
    return new Received(
        message.getAddress(),
        message.getMessageID(),
        bytesOf(message),
        message.isLargeMessage(),
        text(message, REPLY_TO),
        text(message, CORRELATION),
        text(message, KEY).or(() -> text(message, KEY_OF_JMS)));
  }

  /** The bytes a sender meant: text and bytes are kept in different shapes by the broker. */
  static byte[] bytesOf(ClientMessage message) {
    if (message.isLargeMessage()) {
      return new byte[0];
    }
    return message.getType() == Message.TEXT_TYPE
        ? bytesOfText(message)
        : bytesOf(message.getReadOnlyBodyBuffer());
  }

  /** What calls itself a text need not be one: whoever sends it is not trusted. */
  private static byte[] bytesOfText(ClientMessage message) {
    try {
      var text = message.getReadOnlyBodyBuffer().readNullableSimpleString();
      return text == null ? new byte[0] : text.toString().getBytes(UTF_8);
    } catch (RuntimeException _) {
      return bytesOf(message.getReadOnlyBodyBuffer());
    }
  }

  private static byte[] bytesOf(ActiveMQBuffer buffer) {
    var bytes = new byte[buffer.readableBytes()];
    buffer.readBytes(bytes);
    return bytes;
  }

  private static Optional<String> text(ClientMessage message, SimpleString name) {
    var value = message.getObjectProperty(name);
    return value == null ? Optional.empty() : Optional.of(value.toString());
  }
}
