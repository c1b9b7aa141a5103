package forja.api.http;

import io.javalin.http.Context;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Set;

/** {@code /metrics}: figures for Prometheus. */
public final class MetricsResource implements Resource {
  private final PrometheusMeterRegistry metrics;

  public MetricsResource(PrometheusMeterRegistry metrics) {
    this.metrics = metrics;
  }

  @Override
  public void addTo(Routes routes) {
    routes.get("/metrics", "text/plain", this::figures);
  }

  private void figures(Context http) {
    new Query(http, Set.of()).check();
    http.contentType("text/plain; version=0.0.4; charset=utf-8").result(metrics.scrape());
  }
}
