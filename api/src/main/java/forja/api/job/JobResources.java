package forja.api.job;

import forja.api.http.CallersJobs;
import forja.api.http.Resource;
import forja.api.http.Streams;
import forja.api.ledger.Feed;
import forja.api.ledger.Ledger;
import forja.api.ledger.LedgerReader;
import forja.api.ledger.LogReader;
import forja.api.ledger.QueueReader;
import forja.api.request.BatchReader;
import forja.api.request.JobSchemas;
import forja.api.request.RequestReader;
import forja.api.worker.FarmView;
import java.util.List;

/** Everything about jobs that can be asked for by HTTP, and what it takes to answer. */
public record JobResources(
    Ledger ledger,
    Booking booking,
    LedgerReader reader,
    QueueReader queue,
    LogReader logs,
    Feed feed,
    FarmView farm,
    Streams streams,
    JobSchemas schemas,
    Creations creations) {

  public List<Resource> all() {
    var requests = new RequestReader(schemas);
    var jobs = new CallersJobs(reader, feed);
    var queued = new QueuedJobView(queue, jobs);
    return List.of(
        new JobsResource(requests, booking, jobs, queued),
        new BatchResource(new BatchReader(requests), booking),
        new JobListResource(reader),
        new QueueResource(jobs, creations, queued),
        new JobActionsResource(ledger, jobs),
        new AttemptsResource(reader, jobs),
        new JobLogResource(logs, jobs, streams, new LogFollower(reader, logs, feed)),
        new EventsResource(reader, feed, jobs, streams),
        new QueuesResource(reader, farm),
        new KindsResource(schemas));
  }
}
