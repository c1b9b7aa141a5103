package forja.api.http;

import io.javalin.http.Context;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** {@code /metrics}: figures for Prometheus. */
public final class MetricsResource implements Resource {
  private final PrometheusMeterRegistry metrics;
  private final List<Runnable> beforeEachLook;

  /** What is given happens before each look, for figures that are counted only then. */
  public MetricsResource(PrometheusMeterRegistry metrics, List<Runnable> beforeEachLook) {
    this.beforeEachLook = List.copyOf(beforeEachLook);
    this.metrics = metrics;
    Stream.<MeterBinder>of(
            new JvmMemoryMetrics(),
            new JvmThreadMetrics(),
            new ProcessorMetrics(),
            new UptimeMetrics(),
            new FileDescriptorMetrics())
        .forEach(binder -> binder.bindTo(metrics));
  }

  @Override
  public void addTo(Routes routes) {
    routes.get("/metrics", "text/plain", this::figures);
  }

  private void figures(Context http) {
    new Query(http, Set.of()).check();
    beforeEachLook.forEach(Runnable::run);
    http.contentType("text/plain; version=0.0.4; charset=utf-8").result(metrics.scrape());
  }
}
