package forja.routes.wiring;

import java.util.List;
import java.util.function.Consumer;
import org.apache.camel.Exchange;

/** Reads the body of an exchange that a queue or a topic fed. */
public final class Batches {
  private Batches() {}

  public static List<Received> of(Exchange exchange) {
    List<?> body = exchange.getIn().getBody(List.class);
    return body.stream().map(Received.class::cast).toList();
  }

  public static void each(Exchange exchange, Consumer<Received> step) {
    of(exchange).forEach(step);
  }
}
