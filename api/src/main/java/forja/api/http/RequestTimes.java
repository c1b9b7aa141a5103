package forja.api.http;

import forja.api.http.Routes.Route;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** How long requests take, by route and status. */
final class RequestTimes {
  private final MeterRegistry metrics;
  private final Map<Series, Timer> timers = new ConcurrentHashMap<>();

  RequestTimes(MeterRegistry metrics) {
    this.metrics = metrics;
  }

  private record Series(Route route, int status) {}

  void took(Route route, int status, long nanos) {
    timers
        .computeIfAbsent(new Series(route, status), this::timer)
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  private Timer timer(Series series) {
    return Timer.builder("forja.http.requests")
        .description("How long requests take")
        .tag("method", series.route.method().name())
        .tag("route", series.route.path())
        .tag("status", String.valueOf(series.status))
        .register(metrics);
  }
}
