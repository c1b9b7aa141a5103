package forja.routes.control;

import forja.common.job.ControlOrder;
import forja.common.wire.Wire;
import forja.routes.job.RunningJobs;
import forja.routes.job.StopReason;
import forja.routes.wiring.Batches;
import forja.routes.wiring.Channels;
import forja.routes.wiring.Draining;
import forja.routes.wiring.Received;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Worker side: hears the orders of the api and obeys those that concern this worker. */
public final class ControlRoute extends RouteBuilder {
  private static final Logger log = LoggerFactory.getLogger(ControlRoute.class);

  private final String worker;
  private final RunningJobs running;
  private final Draining draining;
  private final Runnable heartbeat;

  /** The last argument sends a heartbeat at once. */
  public ControlRoute(String worker, RunningJobs running, Draining draining, Runnable heartbeat) {
    this.worker = worker;
    this.draining = draining;
    this.running = running;
    this.heartbeat = heartbeat;
  }

  @Override
  public void configure() {
    from(Channels.topic(Channels.CONTROL)).routeId("control").process(this::obeyAll);
  }

  private void obeyAll(Exchange exchange) {
    Batches.each(exchange, this::obey);
  }

  private void drain(String whom, boolean drains) {
    if (worker.equals(whom)) {
      draining.set(drains);
      heartbeat.run();
    }
  }

  private void obey(Received received) {
    try {
      switch (Wire.read(received.body(), ControlOrder.class)) {
        case ControlOrder.Cancel(var job) -> running.stop(job, StopReason.CANCEL);
        case ControlOrder.Drain(var whom) -> drain(whom, true);
        case ControlOrder.Undrain(var whom) -> drain(whom, false);
        case ControlOrder.WhoIsThere _ -> heartbeat.run();
      }
    } catch (Wire.Unreadable unreadable) {
      log.warn("an order cannot be read and is ignored: {}", unreadable.getMessage());
    }
  }
}
