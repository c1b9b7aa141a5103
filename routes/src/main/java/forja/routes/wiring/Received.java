package forja.routes.wiring;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Optional;
import java.util.UUID;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientMessage;

/**
 * A message as our routes see it, whichever protocol it came by. The correlation is a text, or
 * bytes as its sender may have chosen.
 */
public record Received(
    String address,
    long brokerId,
    Content content,
    Optional<String> replyTo,
    Optional<Object> correlation,
    Optional<String> idempotencyKey,
    Optional<Unread> unread) {
  /** Set on what is put aside: why, and where it was to go. */
  public static final String REASON = "forja_reason";

  public static final String CAME_FROM = "forja_address";

  private static final SimpleString REPLY_TO = SimpleString.of("JMSReplyTo");
  private static final SimpleString CORRELATION = SimpleString.of(Letter.CORRELATION);
  private static final SimpleString KEY = SimpleString.of(Letter.KEY);

  /** JMS clients cannot use a dash in the name of a property. */
  private static final SimpleString KEY_OF_JMS = SimpleString.of("idempotency_key");

  /** Why somebody put a message aside, and to which address it had been sent. */
  public record Unread(String reason, String address) {}

  /**
   * What the broker calls the message: the same when it is delivered again, unless it is one that
   * the broker cannot even tell of.
   */
  public String origin(String node) {
    var origin = node + ":" + brokerId;
    return brokerId == BrokerDesk.NAMELESS ? origin + ":" + UUID.randomUUID() : origin;
  }

  static Received of(ClientMessage message) {
    return new Received(
        message.getAddress(),
        message.getMessageID(),
        Content.of(message),
        text(message, REPLY_TO),
        Optional.ofNullable(message.getObjectProperty(CORRELATION))
            .map(value -> value instanceof byte[] ? value : value.toString()),
        text(message, KEY).or(() -> text(message, KEY_OF_JMS)),
        unread(message));
  }

  private static Optional<Unread> unread(ClientMessage message) {
    return text(message, SimpleString.of(CAME_FROM))
        .map(address ->
            new Unread(text(message, SimpleString.of(REASON)).orElse("nobody said why"), address));
  }

  public byte[] body() {
    return content.bytes();
  }

  private static Optional<String> text(ClientMessage message, SimpleString name) {
    return Optional.ofNullable(message.getObjectProperty(name))
        .map(value ->
            value instanceof byte[] bytes ? new String(bytes, ISO_8859_1) : value.toString());
  }
}
