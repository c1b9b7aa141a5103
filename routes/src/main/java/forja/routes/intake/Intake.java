package forja.routes.intake;

import forja.routes.wiring.Content;
import java.util.List;
import java.util.Optional;

/**
 * Books what other systems post for one customer. A message with the same key is booked once,
 * however often it comes.
 */
@FunctionalInterface
public interface Intake {

  /** One answer per message, in the same order, after the ledger has committed. */
  List<Answer> book(List<Posted> messages);

  /**
   * A message as it was posted, with the key that its sender gave it. The origin is what the broker
   * calls it, the same when it is delivered again.
   */
  record Posted(Optional<String> key, String origin, Content content) {}

  /** What becomes of a message. */
  sealed interface Answer {
    byte[] json();
  }

  /** A job stands in the ledger. */
  record Booked(byte[] json) implements Answer {}

  /** No job exists; the problem document says why. */
  record Refused(byte[] json) implements Answer {}
}
