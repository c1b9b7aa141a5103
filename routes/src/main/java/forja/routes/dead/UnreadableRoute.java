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

  private final Consumer<List<Unreadable>> keeper;
  private final BrokerDesk broker;

  /**
   * A message that was put aside. The origin is what the broker calls it: the same when it comes
   * again.
   */
  public record Unreadable(String origin, Received.Unread why, Content content) {}

  /** The keeper returns when it has them for good. */
  public UnreadableRoute(Consumer<List<Unreadable>> keeper, BrokerDesk broker) {
    this.keeper = keeper;
    this.broker = broker;
  }

  @Override
  public void configure() {
    from(Channels.queue(Channels.UNREADABLE)).routeId("unreadable").process(this::keep);
  }

  private void keep(Exchange exchange) {
    var node = broker.node();
    keeper.accept(
        Batches.of(exchange).stream()
            .map(message ->
                new Unreadable(
                    message.origin(node), message.unread().orElse(UNTOLD), message.content()))
            .toList());
  }
}
