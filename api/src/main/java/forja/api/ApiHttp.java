package forja.api;

import forja.api.audit.AuditReader;
import forja.api.audit.AuditResource;
import forja.api.dead.DeadGauges;
import forja.api.dead.DeadResource;
import forja.api.http.Caller;
import forja.api.http.Gate;
import forja.api.http.HealthResource;
import forja.api.http.HttpApi;
import forja.api.http.MeResource;
import forja.api.http.MetricsResource;
import forja.api.http.Resource;
import forja.api.http.Streams;
import forja.api.http.Witness;
import forja.api.http.docs.DocsResource;
import forja.api.job.Booking;
import forja.api.job.Creations;
import forja.api.job.JobResources;
import forja.api.ledger.Limits;
import forja.api.ledger.Locks;
import forja.api.ledger.LogReader;
import forja.api.ledger.Pauses;
import forja.api.lock.LimitsResource;
import forja.api.lock.LocksResource;
import forja.api.lock.PausesResource;
import forja.api.request.JobSchemas;
import forja.api.worker.FarmGauges;
import forja.api.worker.FarmView;
import forja.api.worker.LiveWorkers;
import forja.api.worker.WorkersResource;
import forja.routes.program.Parts;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.ArrayList;
import java.util.List;

/** What an api process answers over HTTP. */
final class ApiHttp {
  private final ApiLedger ledger;
  private final LiveWorkers workers;
  private final ApiBroker broker;
  private final ApiStores stores;
  private final ApiIdentity identity;

  ApiHttp(
      ApiLedger ledger,
      LiveWorkers workers,
      ApiBroker broker,
      ApiStores stores,
      ApiIdentity identity) {
    this.ledger = ledger;
    this.workers = workers;
    this.broker = broker;
    this.stores = stores;
    this.identity = identity;
  }

  /** Gives the port it listens on. */
  int start(ApiConfig config, JobSchemas schemas, Booking booking, Parts parts) {
    boolean open = config.isOpenForBench();
    var gate =
        open ? Gate.open(Caller.anybody()) : new Gate(identity.callers(), stores.customers());
    var metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    var streams = new Streams();
    var resources = new ArrayList<>(jobs(schemas, booking, streams).all());
    resources.add(new WorkersResource(farm(), broker.ports(ledger.reader())::give));
    resources.addAll(locks());
    resources.addAll(stores.resources());
    resources.add(new HealthResource(Readiness.checks(ledger.database(), broker.desk())));
    var gauges = new FarmGauges(metrics, ledger.reader(), workers, ledger.clock());
    var dead = new DeadGauges(metrics, ledger.deadLetters(), ledger.unproven()::sum);
    resources.add(new MetricsResource(metrics, List.of(gauges::refresh, dead::refresh)));
    resources.add(new DeadResource(ledger.deadLetters(), broker.ports(ledger.reader())));
    resources.addAll(identity.resources());
    resources.add(new MeResource());
    resources.add(new DocsResource());
    resources.add(new AuditResource(new AuditReader(ledger.database())));
    var transport = config.transport().open(parts);
    var http =
        parts.add(
            new HttpApi(
                gate,
                open ? Witness.BLIND : ledger.audit(),
                metrics,
                streams,
                resources,
                transport));
    return http.start(config.host(), config.port());
  }

  private JobResources jobs(JobSchemas schemas, Booking booking, Streams streams) {
    return new JobResources(
        ledger.ledger(),
        booking,
        ledger.reader(),
        ledger.queue(workers),
        new LogReader(ledger.database()),
        ledger.feed(),
        farm(),
        streams,
        schemas,
        Creations::ofKinds);
  }

  private List<Resource> locks() {
    var database = ledger.database();
    return List.of(
        new LocksResource(new Locks(database, ledger.bell())),
        new LimitsResource(new Limits(database, ledger.clock(), ledger.bell())),
        new PausesResource(new Pauses(database, ledger.clock(), ledger.bell()), ledger.reader()));
  }

  private FarmView farm() {
    return workers::views;
  }
}
