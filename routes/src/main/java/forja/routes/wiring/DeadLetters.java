package forja.routes.wiring;

import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientSession;

/** Puts what nobody can read where an operator finds it, with the reason. */
final class DeadLetters {
  private static final SimpleString REASON = SimpleString.of(Received.REASON);
  private static final SimpleString CAME_FROM = SimpleString.of(Received.CAME_FROM);
  private static final int LONGEST_REASON = 1_000;

  private DeadLetters() {}

  /** Which worker cannot read a message, and why. */
  record Refusal(String worker, String reason) {}

  /** Within the session's transaction, so that the letter exists when the receipt does. */
  static void send(ClientSession session, ClientMessage unreadable, Refusal refusal)
      throws ActiveMQException {
    var letter = session.createMessage(true);
    letter.putStringProperty(REASON, SimpleString.of(shortened(refusal.reason())));
    letter.putStringProperty(CAME_FROM, unreadable.getAddressSimpleString());
    letter.getBodyBuffer().writeBytes(Content.of(unreadable).bytes());
    try (var producer = session.createProducer(Channels.refused(refusal.worker()))) {
      producer.send(letter);
    }
  }

  private static String shortened(String reason) {
    return reason.substring(0, Math.min(LONGEST_REASON, reason.length()));
  }
}
