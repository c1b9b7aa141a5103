package forja.routes.secret;

import forja.common.job.InvalidSpec;
import forja.common.secret.SecretOrder;
import forja.common.wire.Wire;
import forja.routes.ledger.Unreadables;
import forja.routes.wiring.Batches;
import forja.routes.wiring.Channels;
import forja.routes.wiring.Received;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/**
 * Api side: hears the workers ask for secrets. Whoever is given an order keeps it and answers in
 * its own time; a worker whose question is lost with this process asks again.
 */
public final class SecretsRoute extends RouteBuilder {
  private final Consumer<SecretOrder> desk;
  private final Unreadables unreadables;

  public SecretsRoute(Consumer<SecretOrder> desk, Unreadables unreadables) {
    this.desk = desk;
    this.unreadables = unreadables;
  }

  @Override
  public void configure() {
    from(Channels.queue(Channels.SECRETS_QUEUE)).routeId("secrets").process(this::hearAll);
  }

  private void hearAll(Exchange exchange) {
    Batches.each(exchange, this::hear);
  }

  /** The broker lets a worker send to its own address only, so the address says who asks. */
  private void hear(Received received) {
    try {
      var order = Wire.read(received.body(), SecretOrder.class);
      if (Channels.secrets(order.worker()).equals(received.address())) {
        desk.accept(order);
      } else {
        unreadables.putAside(received, "speaks for " + order.worker());
      }
    } catch (Wire.Unreadable | InvalidSpec unreadable) {
      unreadables.putAside(received, unreadable.getMessage());
    }
  }
}
