package forja.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import forja.common.farm.Sleep;
import forja.common.job.Capability;
import forja.common.job.JobId;
import forja.common.job.JobReport;
import forja.routes.wiring.BrokerDesk;
import forja.routes.wiring.Channels;
import forja.routes.wiring.Credential;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** D43: the job of a dead worker goes to another one. */
class RedeliveryIT {
  private static final String QUEUE = Channels.jobs(Capability.FARM, Jobs.POOL);
  private static final Duration AT_ONCE = Duration.ofSeconds(8);

  @TempDir Path data;
  @TempDir Path effects;

  private TestBroker broker;
  private BrokerDesk desk;
  private Reports reports;

  @BeforeEach
  void startBroker() throws Exception {
    broker = TestBroker.start(data);
    desk = new BrokerDesk(broker.as("api"));
    reports = Reports.of(broker);
  }

  @AfterEach
  void stopBroker() {
    reports.close();
    desk.close();
    broker.close();
  }

  @Test
  void givesTheJobsOfAKilledWorkerToAnotherOneAtOnce() throws Exception {
    var jobs = Jobs.many(20, new Sleep(Duration.ofMinutes(1)));

    try (var killed = Workers.process(broker, "killed", 20);
        var _ = Jobs.send(desk, broker, jobs)) {
      await().atMost(Duration.ofSeconds(30)).until(() -> startedBy("killed", 1).size() == 20);
      killed.kill();
      try (var _ = Workers.here(broker, "heir", 20, effects)) {
        await().atMost(AT_ONCE).until(() -> startedBy("heir", 2).size() == 20);
        assertThat(startedBy("heir", 2)).hasSameElementsAs(Jobs.ids(jobs));
        assertThat(reports.finals()).isEmpty();
      }
    }
  }

  @Test
  void takesItsJobsAgainWhenItsConnectionWasCut() throws Exception {
    var jobs = Jobs.many(30, new Sleep(Duration.ofMillis(1_500)));

    try (var _ = Workers.here(broker, "worker-1", 10, effects);
        var _ = Jobs.send(desk, broker, jobs)) {
      await().until(() -> startedBy("worker-1", 1).size() >= 10);
      cutAllWorkers();

      var ends =
          await().atMost(Duration.ofSeconds(30)).until(() -> finalJobs(), all -> all.size() == 30);
      assertThat(ends).hasSameElementsAs(Jobs.ids(jobs));
      assertThat(reports.finals()).hasSize(30);
      await().until(() -> broker.queue(QUEUE).getMessageCount() == 0);
    }
  }

  private Set<JobId> finalJobs() {
    var jobs = new HashSet<JobId>();
    reports.finals().forEach(end -> jobs.add(end.job()));
    return jobs;
  }

  private void cutAllWorkers() {
    broker.server().getSessions().stream()
        .filter(session -> Credential.ofWorker("worker-1").equals(session.getUsername()))
        .forEach(session -> session.getRemotingConnection().fail(new ActiveMQException("cut")));
  }

  private Set<JobId> startedBy(String worker, int delivery) {
    var jobs = new HashSet<JobId>();
    reports.bundles().stream()
        .filter(bundle -> bundle.worker().equals(worker))
        .flatMap(bundle -> bundle.reports().stream())
        .filter(report -> !(report instanceof JobReport.Final))
        .filter(report -> report.token().delivery() == delivery)
        .forEach(report -> jobs.add(report.job()));
    return jobs;
  }
}
