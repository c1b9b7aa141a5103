package forja.broker;

import static org.awaitility.Awaitility.await;

import forja.common.job.JobId;
import forja.common.job.JobReport;
import forja.common.job.ReportBundle;
import forja.common.wire.Wire;
import forja.routes.wiring.Channels;
import forja.routes.wiring.Credential;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.client.ClientMessage;

/** Listens to all that workers report, in place of the ledger. */
final class Reports implements AutoCloseable {
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  private final List<ReportBundle> bundles = new CopyOnWriteArrayList<>();
  private final Client client;

  private Reports(Client client) {
    this.client = client;
  }

  static Reports of(TestBroker broker) throws ActiveMQException {
    return of(broker.client("api"));
  }

  static Reports of(URI broker, Credential api) throws ActiveMQException {
    return of(Client.of(broker, api));
  }

  private static Reports of(Client client) throws ActiveMQException {
    var reports = new Reports(client);
    reports.client.consumer(Channels.STATUS_QUEUE).setMessageHandler(reports::take);
    return reports;
  }

  private void take(ClientMessage message) {
    try {
      bundles.add(Wire.read(Client.body(message), ReportBundle.class));
      message.individualAcknowledge();
    } catch (ActiveMQException lost) {
      throw new AssertionError("the reports are not read any more", lost);
    }
  }

  List<ReportBundle> bundles() {
    return List.copyOf(bundles);
  }

  List<JobReport> all() {
    return bundles.stream().flatMap(bundle -> bundle.reports().stream()).toList();
  }

  List<JobReport> of(JobId job) {
    return all().stream().filter(report -> report.job().equals(job)).toList();
  }

  List<JobReport.Final> finals() {
    return all().stream()
        .filter(JobReport.Final.class::isInstance)
        .map(JobReport.Final.class::cast)
        .toList();
  }

  /** Waits until so many jobs have ended. */
  List<JobReport.Final> awaitFinals(int count) {
    await().atMost(DEADLINE).until(() -> finals().size() >= count);
    return finals();
  }

  JobReport awaitReport(JobId job, Predicate<JobReport> wanted) {
    return await()
        .atMost(DEADLINE)
        .until(() -> of(job).stream().filter(wanted).findFirst(), found -> found.isPresent())
        .orElseThrow();
  }

  @Override
  public void close() {
    client.close();
  }
}
