package forja.routes.intake;

import forja.routes.wiring.BrokerDesk;
import forja.routes.wiring.Channels;
import java.util.Optional;
import java.util.regex.Pattern;

/** Decides where a reply may go: never to an address that the sender could not have read itself. */
final class ReplyAddress {
  /** How JMS and AMQP clients spell the sort of a destination before its name. */
  private static final Pattern SORT = Pattern.compile("^(temp-)?(queue|topic)://");

  private static final Pattern BARE_UUID =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final String customer;
  private final BrokerDesk broker;

  ReplyAddress(String customer, BrokerDesk broker) {
    this.customer = customer;
    this.broker = broker;
  }

  /** Empty when the wish is not granted; the job is booked all the same. */
  Optional<String> allowed(String wish) {
    var address = SORT.matcher(wish).replaceFirst("");
    boolean own = address.startsWith(Channels.replies(customer) + ".");
    return own || isTemporary(address) ? Optional.of(address) : Optional.empty();
  }

  /** A temporary queue has a name that nobody can guess, and the broker tells that it is one. */
  private boolean isTemporary(String address) {
    return BARE_UUID.matcher(address).matches() && broker.isTemporaryQueue(address);
  }
}
