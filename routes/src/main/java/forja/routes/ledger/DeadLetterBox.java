package forja.routes.ledger;

import forja.routes.wiring.Channels;
import forja.routes.wiring.Letter;
import forja.routes.wiring.Received;
import forja.routes.wiring.Sender;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what cannot be read for an operator, counts it, and lets the rest go on. */
public final class DeadLetterBox implements Unreadables {
  private static final Logger log = LoggerFactory.getLogger(DeadLetterBox.class);

  private final AtomicLong count = new AtomicLong();
  private final Sender sender;

  public DeadLetterBox(Sender sender) {
    this.sender = sender;
  }

  @Override
  public void putAside(Received message, String reason) {
    putAside(message.address(), message.body(), reason);
  }

  /** As above, for what was read and still cannot be used. */
  public void putAside(String address, byte[] body, String reason) {
    count.incrementAndGet();
    log.warn("a message on {} cannot be read and goes to the dead letters: {}", address, reason);
    var letter =
        new Letter(
            Channels.UNREADABLE,
            body,
            true,
            Map.of(Received.REASON, reason, Received.CAME_FROM, address));
    try {
      sender.sendUntilItSucceeds(List.of(letter));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  public long count() {
    return count.get();
  }
}
