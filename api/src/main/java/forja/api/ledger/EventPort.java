package forja.api.ledger;

import java.util.List;
import java.util.Set;

/** Brings events to those outside who listen. */
public interface EventPort {
  Set<String> customersListening();

  /** Returns when the events are safe with the broker; throws when they may not be. */
  void publish(String customer, List<CloudEvent> events);
}
