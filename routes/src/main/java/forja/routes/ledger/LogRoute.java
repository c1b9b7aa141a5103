package forja.routes.ledger;

import forja.common.job.LogBundle;
import forja.routes.wiring.Channels;
import java.util.List;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/**
 * Api side: the logs of running jobs go to the ledger, apart from the reports, so that a chatty job
 * delays no outcome.
 */
public final class LogRoute extends RouteBuilder {
  private final Bundles<LogBundle> bundles;
  private final Consumer<List<LogBundle>> projection;

  public LogRoute(Consumer<List<LogBundle>> projection, Unreadables unreadables) {
    this.bundles = new Bundles<>(LogBundle.class, LogBundle::worker, unreadables);
    this.projection = projection;
  }

  @Override
  public void configure() {
    from(Channels.queue(Channels.LOGS_QUEUE)).routeId("logs").process(this::project);
  }

  private void project(Exchange exchange) {
    projection.accept(bundles.read(exchange, Channels::logs));
  }
}
