package forja.routes.dead;

import forja.routes.wiring.Batches;
import forja.routes.wiring.BrokerDesk;
import forja.routes.wiring.Channels;
import forja.routes.wiring.Content;
import forja.routes.wiring.Received;
import java.util.List;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/** Api side: what somebody could not read goes where an operator sees it, with the reason. */
public final class UnreadableRoute extends RouteBuilder {
  private static final Received.Unread UNTOLD =
      new Received.Unread("the broker cannot hand it to anybody", Channels.UNREADABLE);

  private final String queue;
  private final Consumer<List<Unreadable>> keeper;
  private final BrokerDesk broker;

  /**
   * A message that was put aside. The origin is what the broker calls it: the same when it comes
   * again.
   */
  public record Unreadable(String origin, Received.Unread why, Content content) {}

  private UnreadableRoute(String queue, Consumer<List<Unreadable>> keeper, BrokerDesk broker) {
    this.queue = queue;
    this.keeper = keeper;
    this.broker = broker;
  }

  /** What the api itself could not read. The keeper returns when it has them for good. */
  public static UnreadableRoute ofTheApi(Consumer<List<Unreadable>> keeper, BrokerDesk broker) {
    return new UnreadableRoute(Channels.UNREADABLE, keeper, broker);
  }

  /** What workers could not read, as {@link #ofTheApi}. */
  public static UnreadableRoute ofWorkers(Consumer<List<Unreadable>> keeper, BrokerDesk broker) {
    return new UnreadableRoute(Channels.REFUSED_QUEUE, keeper, broker);
  }

  @Override
  public void configure() {
    from(Channels.queue(queue)).routeId(queue).process(this::keep);
  }

  private void keep(Exchange exchange) {
    var node = broker.node();
    keeper.accept(
        Batches.of(exchange).stream()
            .map(message -> new Unreadable(message.origin(node), why(message), message.content()))
            .toList());
  }

  /**
   * A worker receives nothing but jobs. Whatever else it says it could not read it may have made
   * up, and nobody shall send that again in the name of a customer or of another worker.
   */
  private Received.Unread why(Received message) {
    var told = message.unread().orElse(UNTOLD);
    boolean credible =
        message.address().equals(Channels.UNREADABLE) || Channels.isOfJobs(told.address());
    return credible ? told : new Received.Unread(told.reason(), message.address());
  }
}
