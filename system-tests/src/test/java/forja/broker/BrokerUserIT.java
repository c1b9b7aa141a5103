package forja.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import forja.common.job.Capability;
import forja.routes.wiring.Channels;
import forja.routes.wiring.Credential;
import forja.routes.wiring.CustomerQueues;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQSecurityException;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may connect is decided while the broker runs. */
class BrokerUserIT {
  private static final Duration WITHIN_A_SECOND = Duration.ofSeconds(1);
  private static final byte[] WORDS = "{}".getBytes(UTF_8);

  @TempDir Path data;

  private TestBroker broker;

  @BeforeEach
  void startBroker() {
    broker = TestBroker.start(data);
  }

  @AfterEach
  void stopBroker() {
    broker.close();
  }

  @Test
  void letsInWhomSomebodyAddsThoughItWasRefusedAMomentBefore() {
    var guessed = new Credential(Credential.ofWorker("new"), "guessed");
    assertThat(broker.isLetIn(guessed)).isFalse();

    broker.users().addWorker("new", List.of("default"));

    var credential = broker.credential(Credential.ofWorker("new"));
    await().atMost(WITHIN_A_SECOND).until(() -> broker.isLetIn(credential));
    assertThat(broker.isLetIn(guessed)).isFalse();
  }

  @Test
  void cutsOffWhomSomebodyRevokesAndNobodyElse() throws Exception {
    var user = broker.worker("stolen");
    var credential = broker.credential(user);
    try (var stolen = broker.client(user);
        var other = broker.client(broker.worker("other"))) {
      stolen.send(Channels.status("stolen"), WORDS);

      assertThat(broker.users().revoke(user)).isTrue();

      await().atMost(WITHIN_A_SECOND).until(() -> stolen.session().isClosed());
      assertThat(broker.isLetIn(credential)).isFalse();
      assertThat(broker.credentialFile(user)).doesNotExist();
      other.send(Channels.status("other"), WORDS);
      assertThat(other.session().isClosed()).isFalse();
    }
  }

  @Test
  void givesAnotherPasswordToWhomSomebodyAddsAgain() {
    var user = broker.worker("again");
    var before = broker.credential(user);

    broker.users().revoke(user);
    broker.users().addWorker("again", List.of("default"));

    var after = broker.credential(user);
    await().atMost(WITHIN_A_SECOND).until(() -> broker.isLetIn(after));
    assertThat(broker.isLetIn(before)).isFalse();
  }

  @Test
  void givesAWorkerOtherPoolsAndTakesOthersAway() throws Exception {
    var queue = Channels.jobs(Capability.FARM, Jobs.POOL);
    var user = broker.worker("mover", Jobs.POOL);
    try (var mover = broker.client(user)) {
      mover.consumer(queue).close();

      broker.users().addWorker("mover", List.of("gpu"));

      await().atMost(WITHIN_A_SECOND).until(() -> mover.session().isClosed());
    }
    try (var mover = broker.client(user)) {
      assertThatExceptionOfType(ActiveMQSecurityException.class)
          .isThrownBy(() -> mover.consumer(queue));
    }
  }

  @Test
  void keepsToWhatWasDecidedOverARestart() {
    var address = broker.address();
    var worker = broker.credential(broker.worker("kept"));
    var api = broker.credential(Credential.API);
    var customer = broker.credential(Credential.ofCustomer("other"));
    broker.users().revoke(customer.user());

    broker.stop();
    broker.startAgain(address);

    assertThat(broker.isLetIn(worker)).isTrue();
    assertThat(broker.isLetIn(api)).isTrue();
    assertThat(broker.isLetIn(customer)).isFalse();
    assertThat(broker.credentialFile(customer.user())).doesNotExist();
  }

  @Test
  void goesOnWithWhomItKnewWhenTheListCannotBeRead() throws Exception {
    var worker = broker.credential(broker.worker("known"));
    var list = data.resolve("credentials").resolve("users.json");
    var before = Files.readAllBytes(list);

    Files.writeString(list, "{ not a list");
    await().pollDelay(WITHIN_A_SECOND).until(() -> broker.isLetIn(worker));

    Files.write(list, before);
    broker.worker("later");
  }

  @Test
  void makesRoomForACustomerThatComesAndLeavesNothingOfOneThatGoes() throws Exception {
    try (var queues = new CustomerQueues(broker.as(Credential.API))) {
      queues.declare("third");
      queues.declare("third");
      broker.users().addCustomer("third");
      var credential = broker.credential(Credential.ofCustomer("third"));
      await().atMost(WITHIN_A_SECOND).until(() -> broker.isLetIn(credential));
      try (var third = Client.of(broker.address(), credential)) {
        third.send(Channels.intake("third"), WORDS);
        Topics.listen(third, Channels.events("third"));
        reply(third);
        assertThat(broker.queue(Channels.intake("third")).getMessageCount()).isEqualTo(1);

        assertThat(queues.remove("third")).isEqualTo(4);

        await().atMost(WITHIN_A_SECOND).until(() -> third.session().isClosed());
      }
      assertThat(queues.left("third")).isEmpty();
      assertThat(queues.remove("third")).isZero();
      assertThat(broker.isLetIn(credential)).isFalse();
      assertThat(broker.credentialFile(credential.user())).doesNotExist();
      assertThat(Files.readString(data.resolve("credentials/users.json"))).doesNotContain("third");
      assertThat(queues.left("main")).hasSize(3);
    }
  }

  private static void reply(Client customer) throws ActiveMQException {
    var name = Channels.replies("third") + ".mine";
    Topics.listen(customer, name);
  }

  /** Its own addresses are made when it comes, whatever others have taken their names for. */
  @Test
  void takesTheNameOfAQueueFromWhoHadTakenIt() throws Exception {
    try (var queues = new CustomerQueues(broker.as(Credential.API));
        var squatter = broker.client(Credential.ofCustomer("main"))) {
      squatter
          .session()
          .createQueue(
              QueueConfiguration.of(Channels.intake("third"))
                  .setAddress(Channels.events("main"))
                  .setRoutingType(RoutingType.MULTICAST));

      queues.declare("third");

      assertThat(broker.queue(Channels.intake("third")).getAddress().toString())
          .isEqualTo(Channels.intake("third"));
    }
  }
}
