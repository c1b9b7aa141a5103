package forja.routes.wiring;

import java.util.List;
import java.util.Set;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The addresses and queues of customers that come and go while the broker runs. Throws {@link
 * BrokerAway}.
 */
public final class CustomerQueues implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(CustomerQueues.class);
  private static final String LINE_END = "\n";

  private final Line line;

  public CustomerQueues(Broker broker) {
    this.line = new Line(broker::blocking);
  }

  /** Harmless for a customer that has them. */
  public void declare(String customer) {
    line.use(session -> {
      for (var queue : List.of(Channels.intake(customer), Channels.rejects(customer))) {
        // Made by hand, it stays when its queue is empty and nobody reads it.
        address(session, queue, RoutingType.ANYCAST);
        boolean _ = Management.declare(session, queue);
      }
      address(session, Channels.events(customer), RoutingType.MULTICAST);
      return customer;
    });
  }

  private static void address(ClientSession session, String name, RoutingType routing)
      throws ActiveMQException {
    if (!session.addressQuery(SimpleString.of(name)).isExists()) {
      session.createAddress(SimpleString.of(name), routing, false);
    }
  }

  /**
   * Removes them with all that is in them and cuts off who reads them; says how many addresses
   * there were. A broker of ours then forgets the customer's credential, too. Until that has come
   * about the customer may make another queue for its replies: ask {@link #left}.
   */
  public int remove(String customer) {
    var there = left(customer);
    there.forEach(address -> line.use(session -> remove(session, address)));
    if (!there.isEmpty()) {
      log.info("{} addresses of the customer {} are removed", there.size(), customer);
    }
    return there.size();
  }

  /** One may go by itself, when its last queue does. */
  private static boolean remove(ClientSession session, String address) throws ActiveMQException {
    if (!session.addressQuery(SimpleString.of(address)).isExists()) {
      return false;
    }
    try {
      Management.operateBroker(session, "deleteAddress", address, true);
      return true;
    } catch (ActiveMQException failed) {
      if (session.addressQuery(SimpleString.of(address)).isExists()) {
        throw failed;
      }
      return false;
    }
  }

  /** The addresses that a customer still has. */
  public List<String> left(String customer) {
    var names =
        Set.of(Channels.intake(customer), Channels.rejects(customer), Channels.events(customer));
    var replies = Channels.replies(customer) + ".";
    return line.use(session -> Management.operateBroker(session, "listAddresses", LINE_END))
        .lines()
        .filter(name -> names.contains(name) || name.startsWith(replies))
        .toList();
  }

  @Override
  public void close() {
    line.close();
  }
}
