package forja.routes.ledger;

import forja.routes.wiring.Received;

/** Where a message goes that cannot be read, so that it stops nothing. */
@FunctionalInterface
public interface Unreadables {
  void putAside(Received message, String reason);
}
