package forja.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import forja.common.farm.Ping;
import forja.common.farm.Sleep;
import forja.common.job.Capability;
import forja.common.job.JobReport;
import forja.common.job.Token;
import forja.common.wire.JobWire.ReleasedJob;
import forja.routes.wiring.BrokerDesk;
import forja.routes.wiring.Channels;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How jobs end: with the real broker, a real worker, and nobody between them. */
class FinishIT {
  private static final String QUEUE = Channels.jobs(Capability.FARM, Jobs.POOL);

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
  void leavesNeitherReceiptNorReportWhenTheConnectionIsCutBetweenThem() throws Exception {
    var job = Jobs.released(new Ping("hello"));
    var cut = CutOnce.beforeTheCommitOf(broker);

    try (var _ = Workers.here(broker, "worker-1", 1, effects);
        var _ = Jobs.send(desk, broker, List.of(job))) {
      var end = reports.awaitFinals(1).getFirst();

      assertThat(cut.done()).isTrue();
      assertThat(end.token()).isEqualTo(new Token(1, 1, 2));
      await().until(() -> broker.queue(QUEUE).getMessageCount() == 0);
      assertThat(reports.finals()).hasSize(1);
    }
  }

  @Test
  void sharesCommitsBetweenJobsThatEndTogether() throws Exception {
    var jobs = Jobs.many(500, new Ping("hello"));

    try (var _ = Jobs.send(desk, broker, jobs)) {
      await().until(() -> broker.queue(QUEUE).getMessageCount() == 500);
      try (var _ = Workers.here(broker, "worker-1", 64, effects)) {
        var ends = reports.awaitFinals(500);

        assertThat(ends.stream().map(JobReport::job)).hasSameElementsAs(Jobs.ids(jobs));
        assertThat(reports.bundles()).hasSizeLessThan(250);
        assertThat(reports.bundles()).allMatch(bundle -> bundle.worker().equals("worker-1"));
      }
    }
  }

  @Test
  void tellsTheStartOfAQuickJobWithItsEnd() throws Exception {
    var jobs = Jobs.many(200, new Ping("hello"));

    try (var _ = Workers.here(broker, "worker-1", 8, effects);
        var _ = Jobs.send(desk, broker, jobs)) {
      reports.awaitFinals(200);

      var starts = reports.all().stream().filter(JobReport.Started.class::isInstance);
      assertThat(starts.count()).isLessThan(50);
    }
  }

  @Test
  void tellsTheStartOfALongerJobAtOnce() throws Exception {
    var job = Jobs.released(new Sleep(Duration.ofSeconds(2)));

    try (var _ = Workers.here(broker, "worker-1", 8, effects);
        var _ = Jobs.send(desk, broker, List.of(job))) {
      reports.awaitReport(job.id(), JobReport.Started.class::isInstance);

      assertThat(reports.finals()).isEmpty();
      reports.awaitReport(job.id(), JobReport.Progressed.class::isInstance);
      assertThat(reports.awaitFinals(1).getFirst()).isInstanceOf(JobReport.Succeeded.class);
    }
  }

  @Test
  void endsTheJobWhoseMessageCannotBeRead() throws Exception {
    var whole = Jobs.released(new Ping("hello"));
    var torn =
        new ReleasedJob(
            whole.id(),
            whole.customer(),
            3,
            4,
            whole.timeLimit(),
            null,
            "farm.nonsense",
            whole.spec(),
            List.of(),
            null);

    try (var _ = Workers.here(broker, "worker-1", 1, effects);
        var _ = Jobs.send(desk, broker, List.of(torn))) {
      var end = (JobReport.Failed) reports.awaitFinals(1).getFirst();

      assertThat(end.job()).isEqualTo(torn.id());
      assertThat(end.token()).isEqualTo(new Token(3, 4, 1));
      assertThat(end.failure().code()).isEqualTo("forja.unreadable-job");
      await().until(() -> broker.queue(QUEUE).getMessageCount() == 0);
    }
  }

  @Test
  void putsAsideWhatIsNoJobAndGoesOn() throws Exception {
    var job = Jobs.released(new Ping("hello"));
    var garbage = new byte[] {'{', 0, (byte) 0xFF, 'x'};

    try (var _ = Workers.here(broker, "worker-1", 1, effects);
        var api = broker.client("api")) {
      api.send(QUEUE, garbage);
      try (var _ = Jobs.send(desk, broker, List.of(job))) {
        assertThat(reports.awaitFinals(1).getFirst().job()).isEqualTo(job.id());
      }

      var letter = api.receive(Channels.REFUSED_QUEUE);
      assertThat(letter.getStringProperty("forja_reason")).contains("Unreadable");
      assertThat(letter.getStringProperty("forja_address")).isEqualTo(QUEUE);
      assertThat(Client.body(letter)).isEqualTo(garbage);
      await().until(() -> broker.queue(QUEUE).getMessageCount() == 0);
    }
  }
}
