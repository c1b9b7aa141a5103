package forja.routes.intake;

import forja.routes.wiring.BrokerAway;
import forja.routes.wiring.Letter;
import forja.routes.wiring.Sender;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Delivers replies where the senders wanted them; what cannot be delivered holds up nothing. */
final class ReplyPost {
  private static final Logger log = LoggerFactory.getLogger(ReplyPost.class);

  private final Sender sender;

  ReplyPost(Sender sender) {
    this.sender = sender;
  }

  void deliver(List<Letter> replies) {
    try {
      send(replies);
    } catch (BrokerAway _) {
      replies.forEach(this::deliver);
    }
  }

  /** When the whole broker is away, the message comes again, and so does its reply. */
  private void deliver(Letter reply) {
    try {
      send(List.of(reply));
    } catch (BrokerAway refused) {
      log.warn("a reply to {} is not delivered: {}", reply.address(), refused.getMessage());
    }
  }

  private void send(List<Letter> replies) {
    if (!replies.isEmpty()) {
      sender.send(replies);
    }
  }
}
