package forja.intake;

import static forja.intake.Attempt.accepted;
import static forja.intake.Attempt.noError;
import static forja.intake.Attempt.refuses;
import static forja.intake.Attempt.succeeds;
import static forja.intake.FarmOfTwo.MAIN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import forja.routes.wiring.Credential;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who steals a credential has what its owner had, by whichever protocol, and nothing else. */
class StolenCredentialIT {
  private static final byte[] NOTHING = "{}".getBytes(UTF_8);
  private static final List<String> SAID_BY_WORKERS =
      List.of(
          "forja.status.default",
          "forja.logs.default",
          "forja.workers.default",
          "forja.secrets.default",
          "forja.sealed.default",
          "forja.refused.default",
          "forja.status",
          "forja.workers",
          "forja.unreadable");
  private static final List<String> SAID_TO_WORKERS =
      List.of(
          "forja.sealed.thief",
          "forja.jobs.farm.default",
          "forja.jobs.farm.thieves",
          "forja.jobs.customer.default",
          "forja.control");
  private static final List<String> SAID_TO_CUSTOMERS =
      List.of(
          "forja.intake.main",
          "forja.rejects.main",
          "forja.replies.main.x",
          "forja.events.main",
          "forja.dead",
          "activemq.management",
          "anything");
  private static final List<String> HEARD_BY_OTHERS =
      List.of(
          "forja.jobs.farm.default",
          "forja.jobs.farm.default::forja.jobs.farm.default",
          "forja.jobs.customer.default",
          "forja.status",
          "forja.status.#::forja.status",
          "forja.status.default",
          "forja.logs",
          "forja.secrets",
          "forja.secrets.#::forja.secrets",
          "forja.refused",
          "forja.unreadable",
          "forja.sealed.default",
          "forja.sealed.#",
          "forja.workers.#",
          "forja.workers.default",
          "forja.intake.main",
          "forja.rejects.main",
          "forja.replies.main.x",
          "forja.events.main",
          "forja.dead",
          "activemq.notifications",
          "#",
          "forja.#");

  @TempDir static Path data;
  private static FarmOfTwo farm;
  private static Credential worker;

  @BeforeAll
  static void start() throws Exception {
    farm = FarmOfTwo.start(data);
    worker = farm.worker("thief", "thieves");
  }

  @AfterAll
  static void stop() {
    farm.close();
  }

  @Test
  void ofAWorkerSpeaksUnderItsOwnNameOnly() throws Exception {
    for (var address : all(SAID_BY_WORKERS, SAID_TO_WORKERS, SAID_TO_CUSTOMERS)) {
      writesNothing(worker, address);
    }
    for (var own : List.of("forja.status.thief", "forja.logs.thief", "forja.workers.thief")) {
      try (var core = new CoreProgram(farm.broker(), worker)) {
        assertThat(succeeds(() -> core.send(own, core.text("{}")))).as(own).isTrue();
      }
    }
  }

  @Test
  void ofAWorkerHearsNothingThatIsSaidToOthers() throws Exception {
    for (var address : HEARD_BY_OTHERS) {
      readsNothing(worker, address);
    }
  }

  @Test
  void ofACustomerForgesNothingThatWorkersSayOrHear() throws Exception {
    var customer = farm.customer(MAIN);
    for (var address : all(SAID_BY_WORKERS, SAID_TO_WORKERS)) {
      writesNothing(customer, address);
    }
  }

  @Test
  void ofACustomerReadsNeitherJobsNorReportsNorSecretsNorOtherCustomers() throws Exception {
    var customer = farm.customer(MAIN);
    var workers = HEARD_BY_OTHERS.stream().filter(address -> !address.contains(".main")).toList();
    for (var address : all(workers, OffLimits.TO_READ)) {
      readsNothing(customer, address);
    }
  }

  /** Its own address may be named; what is behind it may not be reached through it. */
  @Test
  void ofAWorkerReachesNoQueueOfOthersThroughItsOwnAddress() throws Exception {
    for (var queue : List.of("forja.intake.main", "forja.jobs.farm.default", "forja.dead")) {
      long before = messagesIn(queue);
      try (var core = new CoreProgram(farm.broker(), worker);
          var amqp = new AmqpProgram(farm.broker(), worker);
          var stomp = new StompProgram(farm.broker(), worker)) {
        var address = "forja.status.thief::" + queue;
        succeeds(() -> core.send(address, core.text("{}")));
        succeeds(() -> accepted(amqp, address, "{}"));
        succeeds(() -> stomp.sendBytes(address, Map.of(), NOTHING));
      }
      assertThat(messagesIn(queue)).as(queue).isEqualTo(before);
    }
  }

  /** It listens to orders, too; a second reader of another's queue would halve what that hears. */
  @Test
  void ofAWorkerTakesNoOrdersAwayFromAnother() throws Exception {
    var queues = queuesAt("forja.control");
    assertThat(queues).isNotEmpty();

    try (var core = new CoreProgram(farm.broker(), worker)) {
      for (var queue : queues) {
        refuses("core read", queue, () -> core.session().createConsumer(queue));
        refuses("core removal", queue, () -> core.session().deleteQueue(queue));
      }
    }
  }

  private static void writesNothing(Credential who, String address) throws Exception {
    try (var core = new CoreProgram(farm.broker(), who);
        var amqp = new AmqpProgram(farm.broker(), who);
        var stomp = new StompProgram(farm.broker(), who)) {
      refuses("core write", address, () -> core.send(address, core.text("{}")));
      refuses("amqp write", address, () -> accepted(amqp, address, "{}"));
      refuses("stomp write", address, () -> noError(stomp.sendBytes(address, Map.of(), NOTHING)));
    }
  }

  private static void readsNothing(Credential who, String address) throws Exception {
    try (var core = new CoreProgram(farm.broker(), who);
        var amqp = new AmqpProgram(farm.broker(), who);
        var stomp = new StompProgram(farm.broker(), who)) {
      refuses("core read", address, () -> core.session().createConsumer(address));
      refuses("core browse", address, () -> core.session().createConsumer(address, true));
      refuses("core subscription", address, () -> subscribe(core, address));
      refuses("amqp read", address, () -> amqp.listen(address));
      refuses("stomp read", address, () -> noError(stomp.subscribe(address)));
    }
  }

  private static void subscribe(CoreProgram core, String address) throws Exception {
    core.session()
        .createQueue(
            QueueConfiguration.of("spy-" + Asked.newMark())
                .setAddress(address)
                .setRoutingType(RoutingType.MULTICAST)
                .setDurable(false)
                .setTemporary(true));
  }

  @SafeVarargs
  private static List<String> all(List<String>... parts) {
    return Stream.of(parts).flatMap(List::stream).distinct().toList();
  }

  private static List<String> queuesAt(String address) throws Exception {
    return farm.server().getPostOffice().getDirectBindings(SimpleString.of(address)).stream()
        .map(binding -> binding.getUniqueName().toString())
        .toList();
  }

  private static long messagesIn(String queue) {
    return farm.server().locateQueue(SimpleString.of(queue)).getMessagesAdded();
  }
}
