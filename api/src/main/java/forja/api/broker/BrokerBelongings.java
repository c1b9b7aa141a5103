package forja.api.broker;

import forja.api.ledger.Belongings;
import forja.api.ledger.Customer;
import forja.routes.wiring.CustomerQueues;

/**
 * What customers have on the broker: their addresses, what waits there, and, on a broker of ours,
 * their credential. Throws {@code BrokerAway}.
 */
public final class BrokerBelongings implements Belongings {
  private final CustomerQueues queues;

  public BrokerBelongings(CustomerQueues queues) {
    this.queues = queues;
  }

  @Override
  public String name() {
    return "addresses";
  }

  @Override
  public long remove(Customer customer) {
    return queues.remove(customer.name());
  }

  @Override
  public long left(Customer customer) {
    return queues.left(customer.name()).size();
  }
}
