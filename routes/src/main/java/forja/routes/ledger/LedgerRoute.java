package forja.routes.ledger;

import forja.common.job.ReportBundle;
import forja.routes.wiring.Channels;
import java.util.List;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/** Api side: what the workers report goes to the ledger, a batch at a time. */
public final class LedgerRoute extends RouteBuilder {
  private final Bundles<ReportBundle> bundles;
  private final Consumer<List<ReportBundle>> projection;

  public LedgerRoute(Consumer<List<ReportBundle>> projection, Unreadables unreadables) {
    this.bundles = new Bundles<>(ReportBundle.class, ReportBundle::worker, unreadables);
    this.projection = projection;
  }

  @Override
  public void configure() {
    from(Channels.queue(Channels.STATUS_QUEUE)).routeId("ledger").process(this::project);
  }

  private void project(Exchange exchange) {
    projection.accept(bundles.read(exchange, Channels::status));
  }
}
