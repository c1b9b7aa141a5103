package forja.routes.intake;

import java.util.List;

/**
 * Books what other systems post for one customer. A message with the same key is booked once,
 * however often it comes.
 */
@FunctionalInterface
public interface Intake {

  /** One answer per message, in the same order, after the ledger has committed. */
  List<Answer> book(List<Posted> messages);

  /** A message as it was posted; an oversized one is only known to be too large. */
  record Posted(String key, byte[] body, boolean oversized) {}

  /** What becomes of a message. */
  sealed interface Answer {
    byte[] json();
  }

  /** A job stands in the ledger. */
  record Booked(byte[] json) implements Answer {}

  /** No job exists; the problem document says why. */
  record Refused(byte[] json) implements Answer {}
}
