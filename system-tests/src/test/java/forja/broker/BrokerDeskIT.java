package forja.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import forja.common.farm.Ping;
import forja.common.job.Capability;
import forja.common.wire.JobWire.ReleasedJob;
import forja.routes.wiring.BrokerAway;
import forja.routes.wiring.BrokerDesk;
import forja.routes.wiring.Channels;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the api asks of the broker. */
class BrokerDeskIT {
  private static final String QUEUE = Channels.jobs(Capability.FARM, Jobs.POOL);

  @TempDir Path data;

  private TestBroker broker;
  private BrokerDesk desk;

  @BeforeEach
  void startBroker() {
    broker = TestBroker.start(data);
    desk = new BrokerDesk(broker.as("api"));
  }

  @AfterEach
  void stopBroker() {
    desk.close();
    broker.close();
  }

  @Test
  void takesAJobOffItsQueueThatIsInNobodysHands() {
    var jobs = Jobs.many(3, new Ping("hello"));
    release(jobs);

    assertThat(desk.remove(Capability.FARM, Jobs.POOL, jobs.get(1).id())).isTrue();

    assertThat(desk.remove(Capability.FARM, Jobs.POOL, jobs.get(1).id())).isFalse();
    assertThat(desk.held(Capability.FARM, Jobs.POOL))
        .containsExactlyInAnyOrder(jobs.get(0).id(), jobs.get(2).id());
  }

  @Test
  void leavesAJobToItsWorkerAndKnowsThatItIsHeld() throws Exception {
    var jobs = Jobs.many(3, new Ping("hello"));
    release(jobs);

    try (var worker = broker.client(broker.worker("worker-1"));
        var consumer = worker.session().createConsumer(QUEUE, null, 0, -1, false)) {
      assertThat(consumer.receive(10_000)).isNotNull();

      assertThat(desk.held(Capability.FARM, Jobs.POOL))
          .containsExactlyInAnyOrderElementsOf(Jobs.ids(jobs));
      assertThat(desk.remove(Capability.FARM, Jobs.POOL, jobs.getFirst().id())).isFalse();
      assertThat(desk.remove(Capability.FARM, Jobs.POOL, jobs.getLast().id())).isTrue();
    }
  }

  @Test
  void overlooksWhatIsNoJob() throws Exception {
    var jobs = Jobs.many(1, new Ping("hello"));
    try (var api = broker.client("api")) {
      api.send(QUEUE, "garbage".getBytes(UTF_8));
    }
    release(jobs);
    await().until(() -> broker.queue(QUEUE).getMessageCount() == 2);

    assertThat(desk.held(Capability.FARM, Jobs.POOL)).containsExactlyElementsOf(Jobs.ids(jobs));
  }

  @Test
  void tellsHowFullItsDiskIsAndMayBecome() {
    assertThat(desk.diskUsed()).isBetween(0.0, 1.0);
    assertThat(desk.fullestDisk()).isEqualTo(0.95);
  }

  @Test
  void knowsWhoReadsATopic() throws Exception {
    assertThat(desk.hasReaders(Channels.events("main"))).isFalse();

    try (var customer = broker.client("customer-main")) {
      Topics.listen(customer, Channels.events("main"));
      assertThat(desk.hasReaders(Channels.events("main"))).isTrue();
    }
    await().until(() -> !desk.hasReaders(Channels.events("main")));
  }

  @Test
  void saysThatTheBrokerIsAwayAndFindsItAgain() {
    var address = broker.address();
    var node = desk.node();
    broker.stop();
    assertThatExceptionOfType(BrokerAway.class).isThrownBy(desk::node);

    broker.startAgain(address);

    assertThat(desk.node()).isEqualTo(node).isNotBlank();
  }

  private void release(List<ReleasedJob> jobs) {
    try (var _ = Jobs.send(desk, broker, jobs)) {
      await().until(() -> desk.held(Capability.FARM, Jobs.POOL).containsAll(Jobs.ids(jobs)));
    }
  }
}
