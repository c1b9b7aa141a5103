package forja.api;

import forja.api.http.AdministratorToken;
import forja.api.http.HealthResource;
import forja.api.http.HttpApi;
import forja.api.http.LoginResource;
import forja.api.http.MetricsResource;
import forja.api.http.Resource;
import forja.api.http.Streams;
import forja.api.http.docs.DocsResource;
import forja.api.job.BatchResource;
import forja.api.job.Booking;
import forja.api.job.CallersJobs;
import forja.api.job.Creations;
import forja.api.job.EventsResource;
import forja.api.job.JobActionsResource;
import forja.api.job.JobListResource;
import forja.api.job.JobLogResource;
import forja.api.job.JobsResource;
import forja.api.job.KindsResource;
import forja.api.job.LogFollower;
import forja.api.job.QueueResource;
import forja.api.job.QueuesResource;
import forja.api.ledger.LogReader;
import forja.api.request.BatchReader;
import forja.api.request.JobSchemas;
import forja.api.request.RequestReader;
import forja.api.worker.FarmView;
import forja.api.worker.LiveWorkers;
import forja.api.worker.WorkersResource;
import forja.routes.program.Parts;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;

/** What an api process answers over HTTP. */
final class ApiHttp {
  private final ApiLedger ledger;
  private final LiveWorkers workers;
  private final ApiBroker broker;

  ApiHttp(ApiLedger ledger, LiveWorkers workers, ApiBroker broker) {
    this.ledger = ledger;
    this.workers = workers;
    this.broker = broker;
  }

  /** Gives the port it listens on. */
  int start(ApiConfig config, JobSchemas schemas, Booking booking, Parts parts) {
    var callers = new AdministratorToken(AdministratorTokenFile.read(config.tokenFile()));
    var metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    var streams = new Streams();
    var jobs = new CallersJobs(ledger.reader(), ledger.feed());
    var resources =
        List.of(
            new JobsResource(new RequestReader(schemas), booking, jobs),
            new BatchResource(new BatchReader(new RequestReader(schemas)), booking),
            new JobListResource(ledger.reader()),
            new JobActionsResource(ledger.ledger(), jobs),
            new QueueResource(jobs, Creations::ofKinds),
            log(jobs, streams),
            new EventsResource(ledger.reader(), ledger.feed(), jobs, streams),
            new QueuesResource(ledger.reader(), farm()),
            new WorkersResource(farm()),
            new KindsResource(schemas),
            new HealthResource(Readiness.checks(ledger.database(), broker.desk())),
            new MetricsResource(metrics),
            new LoginResource(callers),
            new DocsResource());
    var http = parts.add(new HttpApi(callers, metrics, streams, resources));
    return http.start(config.host(), config.port());
  }

  private Resource log(CallersJobs jobs, Streams streams) {
    var logs = new LogReader(ledger.database());
    return new JobLogResource(
        logs, jobs, streams, new LogFollower(ledger.reader(), logs, ledger.feed()));
  }

  private FarmView farm() {
    return workers::views;
  }
}
