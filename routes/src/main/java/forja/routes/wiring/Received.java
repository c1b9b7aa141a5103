package forja.routes.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientMessage;

/** A message as our routes see it, whichever protocol it came by. */
public record Received(
    String address,
    long brokerId,
    byte[] body,
    Optional<String> replyTo,
    Optional<String> correlation,
    Optional<String> idempotencyKey) {
  private static final SimpleString REPLY_TO = SimpleString.of("JMSReplyTo");
  private static final SimpleString CORRELATION = SimpleString.of("JMSCorrelationID");

  static Received of(ClientMessage message) {
    return new Received(
        message.getAddress(),
        message.getMessageID(),
        bytesOf(message),
        text(message, REPLY_TO),
        text(message, CORRELATION),
        text(message, SimpleString.of("Idempotency-Key"))
            .or(() -> text(message, SimpleString.of("idempotency_key"))));
  }

  /** The bytes a sender meant: text and bytes are kept in different shapes by the broker. */
  static byte[] bytesOf(ClientMessage message) {
    var buffer = message.getBodyBuffer();
    buffer.readerIndex(buffer.readerIndex());
    if (message.getType() == Message.TEXT_TYPE) {
      var text = buffer.readNullableSimpleString();
      return text == null ? new byte[0] : text.toString().getBytes(UTF_8);
    }
    var bytes = new byte[buffer.readableBytes()];
    buffer.readBytes(bytes);
    return bytes;
  }

  private static Optional<String> text(ClientMessage message, SimpleString name) {
    var value = message.getObjectProperty(name);
    return value == null ? Optional.empty() : Optional.of(value.toString());
  }
}
