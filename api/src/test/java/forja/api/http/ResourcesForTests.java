package forja.api.http;

import forja.api.audit.AuditReader;
import forja.api.audit.AuditResource;
import forja.api.dead.DeadResource;
import forja.api.http.docs.DocsResource;
import forja.api.job.Booking;
import forja.api.job.JobResources;
import forja.api.ledger.LaneRates;
import forja.api.ledger.Ledger;
import forja.api.ledger.Limits;
import forja.api.ledger.Locks;
import forja.api.ledger.LogReader;
import forja.api.ledger.Pauses;
import forja.api.ledger.QueueReader;
import forja.api.lock.LimitsResource;
import forja.api.lock.LocksResource;
import forja.api.lock.PausesResource;
import forja.api.request.JobSchemas;
import forja.api.worker.FarmGauges;
import forja.api.worker.LiveWorkers;
import forja.api.worker.WorkersResource;
import forja.common.job.JobIds;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything that can be asked for, over what the test has: one line for each resource. */
final class ResourcesForTests {
  final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  final Streams streams = new Streams(Duration.ofMillis(300));
  private final ApiForTests api;

  ResourcesForTests(ApiForTests api) {
    this.api = api;
  }

  List<Resource> all() {
    var resources = new ArrayList<>(jobs().all());
    resources.add(new WorkersResource(() -> List.of(api.aWorker()), api::hear));
    resources.add(new DeadResource(api.dead, (letter, _) -> api.sendAgain(letter)));
    resources.add(new LocksResource(new Locks(api.database, api.bell)));
    resources.add(new LimitsResource(new Limits(api.database, api.clock, api.bell)));
    resources.add(new PausesResource(new Pauses(api.database, api.clock, api.bell), api.reader));
    resources.add(new MeResource());
    resources.addAll(api.stores.resources());
    resources.addAll(api.stores.people());
    resources.add(new AuditResource(new AuditReader(api.database)));
    resources.add(new HealthResource(List.of(part("broker"), part("database"))));
    var gauges = new FarmGauges(metrics, api.reader, new LiveWorkers(api.clock), api.clock);
    resources.add(new MetricsResource(metrics, List.of(gauges::refresh)));
    resources.add(new DocsResource());
    return resources;
  }

  private JobResources jobs() {
    Ledger ledger = api.ledger;
    return new JobResources(
        ledger,
        new Booking(ledger, new JobIds(api.clock), api.clock),
        api.reader,
        new QueueReader(
            api.database,
            api.clock,
            new LaneRates(api.database),
            () -> Map.of(ApiForTests.FARM, 4)),
        new LogReader(api.database),
        api.feed,
        () -> List.of(api.aWorker()),
        streams,
        new JobSchemas(),
        job -> Optional.ofNullable(job.labels().get("creates")));
  }

  private ReadinessCheck part(String name) {
    return new ReadinessCheck() {
      @Override
      public String part() {
        return name;
      }

      @Override
      public Condition condition() {
        return api.trouble.get().map(Condition::down).orElseGet(Condition::up);
      }
    };
  }
}
