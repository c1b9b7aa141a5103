package forja.intake;

import static forja.intake.Asked.newMark;
import static forja.intake.Asked.ping;
import static forja.intake.FarmOfTwo.MAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import forja.common.wire.Wire;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.qpid.protonj2.client.Message;
import org.apache.qpid.protonj2.client.Receiver;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Outside programs watch what happens to a customer's jobs. */
class EventsIT {
  private static final String EVENTS = "forja.events.main";
  private static final String INTAKE = "forja.intake.main";
  private static final int RING = 100_000;
  private static final int DEADLINE_SECONDS = 20;

  @TempDir static Path data;
  static FarmOfTwo farm;

  @BeforeAll
  static void start() throws Exception {
    farm = FarmOfTwo.start(data);
  }

  @AfterAll
  static void stop() {
    farm.close();
  }

  @Test
  void tellAJobsWholeWayInOrderAfterEachCommit() throws Exception {
    try (var program = farm.amqp(MAIN)) {
      var events = program.listen(EVENTS);
      var replies = program.listen();
      waitUntilHeard(program, events);

      program.send(INTAKE, Message.create(ping(newMark())).replyTo(replies.address()));
      var job = AmqpProgram.hear(replies).id();
      var told = untilTheEndOf(job, events);

      assertThat(told.stream().map(event -> event.path("type").asText()))
          .containsExactly(
              "forja.job.accepted",
              "forja.job.released",
              "forja.job.started",
              "forja.job.succeeded");
      assertThat(told.stream().map(event -> event.path("data").path("number").asInt()))
          .isSorted()
          .doesNotHaveDuplicates();
      assertThat(told)
          .allSatisfy(event -> {
            assertThat(event.path("specversion").asText()).isEqualTo("1.0");
            assertThat(event.path("source").asText()).isEqualTo("/jobs/" + job);
            assertThat(event.path("subject").asText()).isEqualTo(job);
          });
    }
  }

  /** Events are told from the moment on in which the farm has noticed that somebody listens. */
  private static void waitUntilHeard(AmqpProgram program, Receiver events) throws Exception {
    for (int i = 0; i < DEADLINE_SECONDS; i++) {
      program.send(INTAKE, Message.create(ping(newMark())));
      if (events.receive(1, TimeUnit.SECONDS) != null) {
        return;
      }
    }
    throw new AssertionError("no event was told");
  }

  private static List<JsonNode> untilTheEndOf(String job, Receiver events) throws Exception {
    var told = new ArrayList<JsonNode>();
    while (true) {
      var delivery = events.receive(DEADLINE_SECONDS, TimeUnit.SECONDS);
      assertThat(delivery).as("an event after %s", told).isNotNull();
      var event = Wire.tree(((String) delivery.message().body()).getBytes(StandardCharsets.UTF_8));
      if (event.path("subject").asText().equals(job)) {
        // What is told is committed, so whoever asks finds it done.
        assertThat(farm.http().get("/jobs/" + job).path("id").asText()).isEqualTo(job);
        told.add(event);
        if (event.path("type").asText().equals("forja.job.succeeded")) {
          return told;
        }
      }
    }
  }

  @Test
  void areForgottenWhenNobodyComesForThem() throws Exception {
    var name = SimpleString.of("forgotten-" + newMark());
    try (var program = farm.core(MAIN);
        var api = new CoreProgram(farm.broker(), farm.credential("api"))) {
      program
          .session()
          .createQueue(
              QueueConfiguration.of(name)
                  .setAddress(EVENTS)
                  .setRoutingType(RoutingType.MULTICAST)
                  .setDurable(true));
      fill(api);
      var queue = farm.server().locateQueue(name);

      assertThat(queue.getRingSize()).isEqualTo(RING);
      // The broker drops the oldest while new ones arrive: for a moment there are a few more.
      assertThat(queue.getMessageCount()).isCloseTo(RING, within(100L));
      try (var consumer = program.session().createConsumer(name)) {
        var oldest = consumer.receive(TimeUnit.SECONDS.toMillis(DEADLINE_SECONDS));
        assertThat(oldest.getIntProperty("number")).isGreaterThanOrEqualTo(100);
        assertThat(oldest.getExpiration() - oldest.getTimestamp())
            .isCloseTo(Duration.ofDays(7).toMillis(), within(60_000L));
      }
      program.session().deleteQueue(name);
    }
  }

  private static void fill(CoreProgram api) throws Exception {
    try (var producer = api.session().createProducer(EVENTS)) {
      for (int i = 0; i < RING + 100; i++) {
        producer.send(api.session().createMessage(false).putIntProperty("number", i));
      }
      var last = api.session().createMessage(true).putIntProperty("number", RING + 100);
      producer.send(last);
    }
  }

  @Test
  void areLimitedOnTheRunningBroker() {
    for (var address : List.of(EVENTS, "forja.rejects.main", "forja.replies.main.x")) {
      AddressSettings settings = farm.server().getAddressSettingsRepository().getMatch(address);

      assertThat(settings.getDefaultRingSize()).as(address).isPositive();
      assertThat(settings.getExpiryDelay()).as(address).isPositive();
      assertThat(settings.getMaxSizeBytes()).as(address).isPositive();
      assertThat(settings.getAddressFullMessagePolicy()).isEqualTo(AddressFullMessagePolicy.DROP);
    }
  }
}
