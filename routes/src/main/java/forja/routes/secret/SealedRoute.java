package forja.routes.secret;

import forja.common.secret.SecretAnswer;
import forja.common.wire.Wire;
import forja.routes.wiring.Batches;
import forja.routes.wiring.Channels;
import forja.routes.wiring.Received;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Worker side: hears the answers to its questions for secrets. */
public final class SealedRoute extends RouteBuilder {
  private static final Logger log = LoggerFactory.getLogger(SealedRoute.class);

  private final String worker;
  private final Consumer<SecretAnswer> listener;

  public SealedRoute(String worker, Consumer<SecretAnswer> listener) {
    this.worker = worker;
    this.listener = listener;
  }

  @Override
  public void configure() {
    from(Channels.topic(Channels.sealed(worker))).routeId("sealed").process(this::hearAll);
  }

  private void hearAll(Exchange exchange) {
    Batches.each(exchange, this::hear);
  }

  private void hear(Received received) {
    try {
      listener.accept(Wire.read(received.body(), SecretAnswer.class));
    } catch (Wire.Unreadable unreadable) {
      log.warn("an answer cannot be read and is ignored: {}", unreadable.getMessage());
    }
  }
}
