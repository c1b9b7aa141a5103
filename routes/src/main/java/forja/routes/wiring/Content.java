package forja.routes.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import org.apache.activemq.artemis.api.core.ActiveMQBuffer;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.core.client.impl.ClientLargeMessageImpl;

/** The bytes of a message: as its sender meant them, or as they came, or none when too many. */
public record Content(byte[] bytes, Form form) {
  /** More is never read into memory. */
  static final int MOST_BYTES = 1 << 20;

  private static final byte[] NONE = {};

  /** What was found in place of a body. */
  public enum Form {
    READABLE,
    TOO_LARGE,
    NEITHER_TEXT_NOR_BYTES
  }

  /** Text and bytes are kept in different shapes by the broker. Never fails, whatever was sent. */
  static Content of(ClientMessage message) {
    if (isTooLarge(message)) {
      return new Content(NONE, Form.TOO_LARGE);
    }
    try {
      return switch (message.getType()) {
        case Message.TEXT_TYPE -> new Content(text(message), Form.READABLE);
        case Message.BYTES_TYPE, Message.DEFAULT_TYPE -> new Content(bytes(message), Form.READABLE);
        default -> new Content(bytes(message), Form.NEITHER_TEXT_NOR_BYTES);
      };
    } catch (CharacterCodingException | RuntimeException _) {
      // A sender writes the length of a text itself, so it may be a lie.
      return new Content(bytes(message), Form.NEITHER_TEXT_NOR_BYTES);
    }
  }

  /** What was compressed could grow without end. */
  private static boolean isTooLarge(ClientMessage message) {
    if (!message.isLargeMessage()) {
      return message.getReadOnlyBodyBuffer().readableBytes() > MOST_BYTES;
    }
    return message.containsProperty(Message.HDR_LARGE_COMPRESSED)
        || !(message instanceof ClientLargeMessageImpl large)
        || large.getLargeMessageSize() > MOST_BYTES;
  }

  private static byte[] text(ClientMessage message) throws CharacterCodingException {
    var text = body(message).readNullableSimpleString();
    if (text == null) {
      return NONE;
    }
    var encoded = UTF_8.newEncoder().encode(CharBuffer.wrap(text.toString()));
    var bytes = new byte[encoded.remaining()];
    encoded.get(bytes);
    return bytes;
  }

  private static byte[] bytes(ClientMessage message) {
    var buffer = body(message);
    var bytes = new byte[buffer.readableBytes()];
    buffer.readBytes(bytes);
    return bytes;
  }

  /** What is read here can be read again, but for a large message, which comes in pieces. */
  private static ActiveMQBuffer body(ClientMessage message) {
    return message.isLargeMessage() ? message.getBodyBuffer() : message.getReadOnlyBodyBuffer();
  }
}
