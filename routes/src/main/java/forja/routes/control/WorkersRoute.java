package forja.routes.control;

import forja.common.job.Heartbeat;
import forja.common.wire.Wire;
import forja.routes.wiring.Batches;
import forja.routes.wiring.Channels;
import forja.routes.wiring.Received;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Api side: hears the heartbeats of all workers. The broker lets a worker send to its own address
 * only, so who speaks for another is not heard.
 */
public final class WorkersRoute extends RouteBuilder {
  private static final Logger log = LoggerFactory.getLogger(WorkersRoute.class);

  private final Consumer<Heartbeat> listener;

  public WorkersRoute(Consumer<Heartbeat> listener) {
    this.listener = listener;
  }

  @Override
  public void configure() {
    from(Channels.topicsBelow(Channels.WORKERS)).routeId("workers").process(this::hearAll);
  }

  private void hearAll(Exchange exchange) {
    Batches.each(exchange, this::hear);
  }

  private void hear(Received received) {
    try {
      var heartbeat = Wire.read(received.body(), Heartbeat.class);
      if (received.address().equals(Channels.heartbeats(heartbeat.worker()))) {
        listener.accept(heartbeat);
      } else {
        log.warn("{} speaks for {} and is not heard", received.address(), heartbeat.worker());
      }
    } catch (Wire.Unreadable unreadable) {
      log.warn("a heartbeat cannot be read and is ignored: {}", unreadable.getMessage());
    }
  }
}
