package forja.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import forja.common.job.Capability;
import forja.routes.wiring.Channels;
import java.nio.file.Path;
import java.util.List;
import org.apache.activemq.artemis.api.core.ActiveMQSecurityException;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may do what with the broker, asked of the broker itself. */
class PermissionsIT {
  private static final String JOBS = Channels.jobs(Capability.FARM, Jobs.POOL);
  private static final String OTHER_JOBS = Channels.jobs(Capability.FARM, "gpu");
  private static final byte[] WORDS = "{}".getBytes(UTF_8);

  @TempDir static Path data;

  private static TestBroker broker;
  private static Client worker;
  private static Client customer;
  private static Client api;

  @BeforeAll
  static void startBroker() {
    broker = TestBroker.start(data);
    worker = broker.client(broker.worker("w"));
    customer = broker.client("customer-main");
    api = broker.client("api");
  }

  @AfterAll
  static void stopBroker() {
    List.of(worker, customer, api).forEach(Client::close);
    broker.close();
  }

  @Test
  void letsAWorkerSendOnlyWhatWorkersSay() {
    for (var address :
        List.of(
            JOBS,
            Channels.intake("main"),
            Channels.events("main"),
            Channels.rejects("main"),
            Channels.replies("main") + ".x",
            Channels.CONTROL,
            Channels.DEAD,
            Channels.UNREADABLE,
            "anything.else",
            "activemq.management")) {
      refuses(address, () -> worker.send(address, WORDS));
    }
    for (var address : saidBy("other")) {
      refuses(address, () -> worker.send(address, WORDS));
    }
    for (var address : saidBy("w")) {
      assertThatCode(() -> worker.send(address, WORDS)).doesNotThrowAnyException();
    }
  }

  private static List<String> saidBy(String name) {
    return List.of(
        Channels.status(name),
        Channels.logs(name),
        Channels.heartbeats(name),
        Channels.secrets(name),
        Channels.refused(name));
  }

  @Test
  void letsAWorkerReadOnlyJobsOfItsPoolsAndItsOrdersAndAnswers() throws Exception {
    declare(api, OTHER_JOBS);
    for (var queue :
        List.of(
            OTHER_JOBS,
            Channels.jobs(Capability.CUSTOMER, Jobs.POOL),
            Channels.STATUS_QUEUE,
            Channels.LOGS_QUEUE,
            Channels.SECRETS_QUEUE,
            Channels.REFUSED_QUEUE,
            Channels.intake("main"),
            Channels.rejects("main"),
            Channels.DEAD,
            Channels.UNREADABLE)) {
      refuses(queue, () -> worker.consumer(queue).close());
    }
    for (var topic :
        List.of(
            Channels.heartbeats("#"),
            Channels.heartbeats("other"),
            Channels.status("#"),
            Channels.sealed("other"),
            Channels.sealed("#"),
            Channels.events("main"))) {
      refuses(topic, () -> listen(worker, topic));
    }
    worker.consumer(JOBS).close();
    listen(worker, Channels.CONTROL);
    listen(worker, Channels.sealed("w"));
  }

  @Test
  void letsAWorkerMakeNoQueues() {
    refuses("a queue of jobs", () -> declare(worker, "forja.jobs.farm.mine"));
    refuses("a queue of reports", () -> declare(worker, "forja.status.mine"));
  }

  @Test
  void letsACustomerSendJobsOnlyToItsOwnIntake() {
    for (var address :
        List.of(
            Channels.intake("other"),
            JOBS,
            Channels.status("w"),
            Channels.logs("w"),
            Channels.events("main"),
            Channels.rejects("main"),
            Channels.CONTROL,
            Channels.DEAD,
            Channels.UNREADABLE,
            Channels.sealed("w"),
            "activemq.management")) {
      refuses(address, () -> customer.send(address, WORDS));
    }
    for (var address : saidBy("w")) {
      refuses(address, () -> customer.send(address, WORDS));
    }
    assertThatCode(() -> customer.send(Channels.intake("main"), WORDS)).doesNotThrowAnyException();
  }

  @Test
  void letsACustomerReadOnlyWhatIsItsOwn() throws Exception {
    for (var queue :
        List.of(
            JOBS,
            Channels.STATUS_QUEUE,
            Channels.LOGS_QUEUE,
            Channels.intake("main"),
            Channels.intake("other"),
            Channels.rejects("other"),
            Channels.DEAD,
            Channels.UNREADABLE)) {
      refuses(queue, () -> customer.consumer(queue).close());
    }
    for (var topic :
        List.of(
            Channels.CONTROL,
            Channels.heartbeats("#"),
            Channels.sealed("w"),
            Channels.events("other"))) {
      refuses(topic, () -> listen(customer, topic));
    }
    refuses("the reports", () -> listen(customer, Channels.status("w")));
    customer.consumer(Channels.rejects("main")).close();
    listen(customer, Channels.events("main"));
  }

  @Test
  void letsACustomerMakeQueuesForItsRepliesOnly() throws Exception {
    declare(customer, Channels.replies("main") + ".mine");
    refuses("replies", () -> declare(customer, Channels.replies("other") + ".mine"));
    refuses("a queue of jobs", () -> declare(customer, "forja.jobs.farm.mine"));
    refuses("anything", () -> declare(customer, "anything.else"));
  }

  @Test
  void routesWhatAWorkerSaysToTheOneQueueThatIsRead() throws Exception {
    worker.send(Channels.status("w"), "a report".getBytes(UTF_8));
    worker.send(Channels.logs("w"), "a log".getBytes(UTF_8));

    try (var reports = api.consumer(Channels.STATUS_QUEUE);
        var logs = api.consumer(Channels.LOGS_QUEUE)) {
      assertThat(next(reports)).isEqualTo("a report");
      assertThat(next(logs)).isEqualTo("a log");
    }
  }

  /** Other tests of this class may have said {@code {}} before. */
  private static String next(ClientConsumer consumer) throws Exception {
    while (true) {
      var message = consumer.receive(10_000);
      message.individualAcknowledge();
      var text = new String(Client.body(message), UTF_8);
      if (!text.equals("{}")) {
        return text;
      }
    }
  }

  private static void listen(Client client, String topic) throws Exception {
    Topics.listen(client, topic).close();
  }

  private static void declare(Client client, String name) throws Exception {
    client
        .session()
        .createQueue(
            QueueConfiguration.of(name).setAddress(name).setRoutingType(RoutingType.ANYCAST));
  }

  private static void refuses(String what, ThrowingCallable act) {
    assertThatExceptionOfType(ActiveMQSecurityException.class).as(what).isThrownBy(act);
  }
}
