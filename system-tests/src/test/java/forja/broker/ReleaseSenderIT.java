package forja.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import forja.common.farm.Ping;
import forja.common.job.Capability;
import forja.common.job.JobId;
import forja.common.wire.JobWire;
import forja.routes.wiring.BrokerDesk;
import forja.routes.wiring.Channels;
import forja.routes.wiring.ReleaseSender;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.server.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** D43: what was released arrives, once. */
class ReleaseSenderIT {
  /** The broker gives up no job: it does not know which deliveries have begun. */
  private static final int WITHOUT_END = -1;

  private static final String QUEUE = Channels.jobs(Capability.FARM, Jobs.POOL);
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  @TempDir Path data;

  private TestBroker broker;
  private BrokerDesk desk;
  private ReleaseSender sender;

  @BeforeEach
  void startBroker() {
    broker = TestBroker.start(data);
    desk = new BrokerDesk(broker.as("api"));
    sender = new ReleaseSender(broker.as("api"), desk, _ -> "a-proof");
    sender.start();
  }

  @AfterEach
  void stopBroker() {
    sender.close();
    desk.close();
    broker.close();
  }

  @Test
  void takesEveryJobToItsQueueOnceThoughTheBrokerIsRestartedMeanwhile() throws Exception {
    var address = broker.address();
    var before = Jobs.many(3_000, new Ping("before"));
    var away = Jobs.many(100, new Ping("away"));

    sender.send(before, Capability.FARM, Jobs.POOL);
    await().pollInterval(Duration.ofMillis(1)).until(() -> queue().getMessageCount() > 100);
    broker.stop();
    sender.send(away, Capability.FARM, Jobs.POOL);
    broker.startAgain(address);

    await().atMost(DEADLINE).until(() -> queue().getMessageCount() >= 3_100);
    assertThat(arrived(QUEUE))
        .doesNotHaveDuplicates()
        .hasSize(3_100)
        .containsAll(Jobs.ids(before))
        .containsAll(Jobs.ids(away));
  }

  @Test
  void sendsAgainWithoutHarmWhatHasArrived() throws Exception {
    var jobs = Jobs.many(50, new Ping("twice"));

    sender.send(jobs, Capability.FARM, Jobs.POOL);
    sender.send(jobs, Capability.FARM, Jobs.POOL);
    var last = Jobs.released(new Ping("last"));
    sender.send(List.of(last), Capability.FARM, Jobs.POOL);

    await().atMost(DEADLINE).until(() -> arrived(QUEUE).contains(last.id()));
    assertThat(arrived(QUEUE)).hasSize(51).containsAll(Jobs.ids(jobs));
  }

  @Test
  void declaresTheQueueOfANewPoolBeforeTheFirstJobIsSent() throws Exception {
    var queue = Channels.jobs(Capability.FARM, "site-9");
    assertThat(broker.server().locateQueue(queue)).isNull();
    var job = Jobs.released(new Ping("first"));

    sender.send(List.of(job), Capability.FARM, "site-9");

    await().atMost(DEADLINE).until(() -> broker.server().locateQueue(queue) != null);
    await().atMost(DEADLINE).until(() -> broker.queue(queue).getMessageCount() == 1);
    assertThat(arrived(queue)).containsExactly(job.id());
    assertThat(broker.queue(queue).isDurable()).isTrue();
    assertThat(broker.queue(queue).isAutoDelete()).isFalse();
    assertThat(
            broker.server().getAddressSettingsRepository().getMatch(queue).getMaxDeliveryAttempts())
        .isEqualTo(WITHOUT_END);
  }

  @Test
  void namesTheJobAndItsProofOnItsMessage() throws Exception {
    var job = Jobs.released(new Ping("named"));

    sender.send(List.of(job), Capability.FARM, Jobs.POOL);

    try (var api = broker.client("api")) {
      var message = api.receive(QUEUE);
      assertThat(message.getStringProperty(Channels.JOB_PROPERTY)).isEqualTo(job.id().toString());
      assertThat(message.getStringProperty(Channels.PROOF_PROPERTY)).isEqualTo("a-proof");
      assertThat(message.getDuplicateIDBytes())
          .isEqualTo(SimpleString.of(job.id() + ":1:1").getData());
      assertThat(message.isDurable()).isTrue();
      assertThat(JobWire.job(Client.body(message)).spec()).isEqualTo(new Ping("named"));
    }
  }

  private Queue queue() {
    return broker.queue(QUEUE);
  }

  private List<JobId> arrived(String queue) throws Exception {
    try (var api = broker.client("api")) {
      return api.browse(queue).stream()
          .map(message -> JobId.of(message.getStringProperty(Channels.JOB_PROPERTY)))
          .toList();
    }
  }
}
