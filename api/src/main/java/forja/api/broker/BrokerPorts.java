package forja.api.broker;

import forja.api.ledger.BrokerView;
import forja.api.ledger.CancelPort;
import forja.api.ledger.CloudEvent;
import forja.api.ledger.Customer;
import forja.api.ledger.DeadLetter;
import forja.api.ledger.DeadPost;
import forja.api.ledger.EventPort;
import forja.api.ledger.Lane;
import forja.common.job.ControlOrder;
import forja.common.job.JobId;
import forja.common.wire.Wire;
import forja.routes.wiring.BrokerAway;
import forja.routes.wiring.BrokerDesk;
import forja.routes.wiring.Channels;
import forja.routes.wiring.Letter;
import forja.routes.wiring.Sender;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the ledger wants of the broker, done with it. */
public final class BrokerPorts implements CancelPort, BrokerView, EventPort, DeadPost {
  private static final Logger log = LoggerFactory.getLogger(BrokerPorts.class);
  private static final Map<String, String> CLOUD_EVENT =
      Map.of("JMS_AMQP_ContentType", "application/cloudevents+json");

  /** A few batches; the ledger reads more than that in a second. */
  private static final long FAR_BEHIND = 200;

  private final BrokerDesk desk;
  private final Sender sender;
  private final Supplier<List<Customer>> customers;

  public BrokerPorts(BrokerDesk desk, Sender sender, Supplier<List<Customer>> customers) {
    this.desk = desk;
    this.sender = sender;
    this.customers = customers;
  }

  @Override
  public boolean removeFromQueue(Lane lane, JobId job) {
    try {
      return desk.remove(lane.capability(), lane.pool(), job);
    } catch (BrokerAway away) {
      log.debug("job {} may still be on its queue; the order to stop follows", job, away);
      return false;
    }
  }

  @Override
  public void order(JobId job) {
    tell(new ControlOrder.Cancel(job));
  }

  /** Asks every worker to say at once that it lives. */
  public void askWhoIsThere() {
    tell(new ControlOrder.WhoIsThere());
  }

  /** Throws {@link BrokerAway} when nobody may have heard it. */
  public void give(ControlOrder order) {
    sender.send(List.of(Letter.fleeting(Channels.CONTROL, Wire.write(order))));
  }

  private void tell(ControlOrder order) {
    try {
      give(order);
    } catch (BrokerAway away) {
      log.debug("an order was not heard; it is repeated", away);
    }
  }

  @Override
  public Optional<Set<JobId>> held(Lane lane) {
    try {
      // Guards against a job that has ended, and whose report is far behind in the queue.
      return desk.unreadReports() > FAR_BEHIND
          ? Optional.empty()
          : Optional.of(desk.held(lane.capability(), lane.pool()));
    } catch (BrokerAway away) {
      log.debug("the broker cannot tell what it holds; nothing is concluded", away);
      return Optional.empty();
    }
  }

  /** Throws {@link BrokerAway} when it may not have arrived. */
  @Override
  public void send(DeadLetter letter, String key) {
    var again = new Letter(letter.address(), letter.body(), true, Map.of(Letter.KEY, key));
    sender.send(List.of(again));
  }

  @Override
  public Set<String> customersListening() {
    return customers.get().stream()
        .map(Customer::name)
        .filter(name -> desk.hasReaders(Channels.events(name)))
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public void publish(String customer, List<CloudEvent> events) {
    sender.send(
        events.stream()
            .map(event ->
                new Letter(Channels.events(customer), Wire.write(event), true, CLOUD_EVENT))
            .toList());
  }
}
