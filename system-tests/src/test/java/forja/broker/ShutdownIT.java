package forja.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import forja.common.farm.Chatter;
import forja.common.farm.Sleep;
import forja.common.job.Capability;
import forja.common.job.ControlOrder;
import forja.common.job.JobReport;
import forja.common.wire.Wire;
import forja.routes.wiring.BrokerDesk;
import forja.routes.wiring.Channels;
import forja.routes.wiring.Letter;
import forja.routes.wiring.Sender;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a worker leaves behind that is told to stop. */
class ShutdownIT {
  private static final String QUEUE = Channels.jobs(Capability.FARM, Jobs.POOL);
  private static final Sleep AN_HOUR = new Sleep(Duration.ofHours(1));

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
  void handsBackTheJobsThatRunAndLeavesTheOthersOnTheirQueue() throws Exception {
    var jobs = Jobs.many(50, AN_HOUR);
    try (var _ = Jobs.send(desk, broker, jobs)) {
      var worker = Workers.here(broker, "worker-1", 4, effects);
      await().until(() -> starts() == 4);
      long begin = System.nanoTime();

      worker.close();

      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(4));
    }

    await().until(() -> reports.finals().size() + broker.queue(QUEUE).getMessageCount() == 50);
    assertThat(reports.finals())
        .hasSizeGreaterThanOrEqualTo(4)
        .hasSizeLessThan(25)
        .allMatch(JobReport.HandedBack.class::isInstance);
    try (var api = broker.client("api")) {
      assertThat(api.receive(QUEUE).getDeliveryCount())
          .as("a job that never began does not count as delivered")
          .isEqualTo(1);
    }
  }

  @Test
  void letsShortJobsEndWithinTheGraceAndTakesNoOthers() throws Exception {
    var life = new Workers.Worklife("worker-1", 2, Duration.ofSeconds(30));
    try (var _ = Jobs.send(desk, broker, Jobs.many(30, new Sleep(Duration.ofSeconds(2))))) {
      var worker = Workers.start(broker, life, effects);
      await().until(() -> starts() == 2);

      worker.close();
    }

    await().until(() -> reports.finals().size() + broker.queue(QUEUE).getMessageCount() == 30);
    assertThat(reports.finals())
        .hasSizeBetween(2, 4)
        .allMatch(JobReport.Succeeded.class::isInstance);
  }

  @Test
  void finishesWhatItHoldsWhenItIsDrainedAndTakesJobsAgainAfterwards() throws Exception {
    try (var _ = Workers.here(broker, "worker-1", 2, effects);
        var orders = new Sender(broker.as("api"));
        var _ = Jobs.send(desk, broker, Jobs.many(8, new Sleep(Duration.ofSeconds(1))))) {
      await().until(() -> starts() >= 2);
      tell(orders, new ControlOrder.Drain("worker-1"));
      tell(orders, new ControlOrder.Drain("worker-2"));

      await().until(() -> broker.queue(QUEUE).getConsumerCount() == 0);
      assertThat(reports.finals()).allMatch(JobReport.Succeeded.class::isInstance);
      assertThat(broker.queue(QUEUE).getMessageCount()).isPositive();

      tell(orders, new ControlOrder.Undrain("worker-1"));

      assertThat(reports.awaitFinals(8)).allMatch(JobReport.Succeeded.class::isInstance);
    }
  }

  @Test
  void givesBackWhatWaitsBehindLongWorkWhenItIsDrained() throws Exception {
    var jobs = Jobs.many(20, AN_HOUR);
    try (var _ = Workers.here(broker, "worker-1", 1, effects);
        var orders = new Sender(broker.as("api"));
        var _ = Jobs.send(desk, broker, jobs)) {
      await().until(() -> starts() == 1);
      tell(orders, new ControlOrder.Drain("worker-1"));

      assertThat(reports.awaitFinals(19)).allMatch(JobReport.HandedBack.class::isInstance);
      assertThat(reports.finals()).extracting(JobReport::job).doesNotContain(jobs.getFirst().id());
      assertThat(broker.queue(QUEUE).getMessageCount()).isEqualTo(1);
    }
  }

  private static void tell(Sender orders, ControlOrder order) {
    orders.send(List.of(Letter.fleeting(Channels.CONTROL, Wire.write(order))));
  }

  @Test
  void handsBackItsJobsOnTheTermSignal() throws Exception {
    try (var worker = Workers.process(broker, "worker-1", 5);
        var _ = Jobs.send(desk, broker, Jobs.many(5, AN_HOUR))) {
      await().atMost(Duration.ofSeconds(30)).until(() -> starts() == 5);

      worker.stop();

      assertThat(reports.awaitFinals(5)).allMatch(JobReport.HandedBack.class::isInstance);
      assertThat(worker.process().waitFor(10, TimeUnit.SECONDS)).isTrue();
      await().until(() -> broker.queue(QUEUE).getMessageCount() == 0);
    }
  }

  @Test
  void sendsTheLastLinesOfTheLogsItHasCounted() throws Exception {
    var job = Jobs.released(Chatter.of(5_000, 100, Duration.ZERO));
    JobReport.Final end;
    try (var _ = Workers.here(broker, "worker-1", 1, effects);
        var _ = Jobs.send(desk, broker, List.of(job))) {
      end = reports.awaitFinals(1).getFirst();
    }

    assertThat(end.logChunks()).isPositive();
    assertThat(Logs.chunks(broker)).hasSize(end.logChunks());
  }

  private long starts() {
    return reports.all().stream()
        .filter(report -> !(report instanceof JobReport.Final))
        .map(JobReport::job)
        .distinct()
        .count();
  }
}
