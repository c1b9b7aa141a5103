package forja.intake;

import static forja.intake.Asked.newMark;
import static forja.intake.Asked.ping;
import static forja.intake.Asked.pingBytes;
import static forja.intake.FarmOfTwo.MAIN;
import static forja.intake.FarmOfTwo.OTHER;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.qpid.protonj2.client.Message;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The address says whose job it is and the broker says who may send there; no message does. */
class OwnJobsOnlyIT {
  private static final String INTAKE = "forja.intake.main";
  private static final List<String> FORGED =
      List.of("JMSXUserID", "_AMQ_VALIDATED_USER", "customer", "forja_customer", "user-id");
  private static final List<String> NOT_TO_BE_WRITTEN =
      List.of(
          "forja.intake.other",
          "forja.intake.other::forja.intake.other",
          "forja.intake.main::forja.intake.other",
          "forja.jobs.farm.default",
          "forja.jobs.farm.default::forja.jobs.farm.default",
          "forja.intake.main::forja.jobs.farm.default",
          "forja.status.w",
          "forja.control",
          "forja.dead",
          "forja.rejects.main",
          "forja.replies.main.x",
          "forja.replies.other.x",
          "forja.events.main",
          "activemq.management",
          "anything");
  private static final List<String> NOT_TO_BE_READ =
      List.of(
          "forja.intake.other",
          "forja.intake.main",
          "forja.intake.other::forja.intake.other",
          "forja.replies.main.x::forja.intake.other",
          "forja.jobs.farm.default",
          "forja.jobs.farm.default::forja.jobs.farm.default",
          "forja.replies.main.x::forja.jobs.farm.default",
          "forja.events.main::forja.status",
          "forja.status",
          "forja.status.#::forja.status",
          "forja.logs",
          "forja.rejects.other",
          "forja.replies.other.x",
          "forja.events.other",
          "forja.dead",
          "forja.control",
          "activemq.notifications",
          "$sys.mqtt.sessions",
          "#",
          "forja.replies.#");

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
  void bookForTheAddressWhateverAnAmqpMessageSays() throws Exception {
    var mark = newMark();
    try (var program = farm.amqp(MAIN)) {
      var replies = program.listen();
      var message = Message.create(ping(mark)).userId("customer-other".getBytes(UTF_8));
      for (var name : FORGED) {
        message.property(name, "customer-other");
      }
      message.to("forja.intake.other").replyTo(replies.address());
      program.send(INTAKE, message);

      AmqpProgram.hear(replies);
    }
    belongsToMain(mark);
  }

  @Test
  void bookForTheAddressWhateverAStompMessageSays() throws Exception {
    var mark = newMark();
    try (var program = farm.stomp(MAIN)) {
      program.subscribe("forja.replies.main." + mark);
      var headers = new LinkedHashMap<String, String>();
      FORGED.forEach(name -> headers.put(name, "customer-other"));
      headers.put("reply-to", "forja.replies.main." + mark);
      program.sendText(INTAKE, headers, pingBytes(mark));

      program.hear();
    }
    belongsToMain(mark);
  }

  @Test
  void bookForTheAddressWhateverACoreMessageSays() throws Exception {
    var mark = newMark();
    try (var program = farm.core(MAIN)) {
      var replies = program.newTemporaryQueue();
      var message = program.text(ping(mark)).putStringProperty("JMSReplyTo", replies);
      FORGED.forEach(name -> message.putStringProperty(name, "customer-other"));
      message.setValidatedUserID("customer-other");
      program.send(INTAKE, message);

      program.hear(replies);
    }
    belongsToMain(mark);
  }

  private static void belongsToMain(String mark) {
    assertThat(farm.marked(MAIN, mark)).hasSize(1);
    assertThat(farm.marked(OTHER, mark)).isEmpty();
  }

  @Test
  void areWrittenNowhereElse() throws Exception {
    for (var address : NOT_TO_BE_WRITTEN) {
      var mark = newMark();
      try (var core = farm.core(MAIN)) {
        assertThatThrownBy(() -> core.send(address, core.text(ping(mark))))
            .as("core %s", address)
            .hasMessageContaining("permission");
      }
      try (var amqp = farm.amqp(MAIN)) {
        assertThatThrownBy(() -> amqp.send(address, Message.create(ping(mark))))
            .as("amqp %s", address)
            .isInstanceOf(Exception.class);
      }
      try (var stomp = farm.stomp(MAIN)) {
        assertThat(stomp.sendText(address, Map.of(), pingBytes(mark)).command())
            .as("stomp %s", address)
            .isEqualTo("ERROR");
      }
      assertThat(farm.marked(OTHER, mark)).isEmpty();
      assertThat(farm.marked(MAIN, mark)).isEmpty();
    }
  }

  @Test
  void areReadNowhereElse() throws Exception {
    for (var address : NOT_TO_BE_READ) {
      try (var core = farm.core(MAIN)) {
        assertThatThrownBy(() -> core.session().createConsumer(address))
            .as("core %s", address)
            .isInstanceOf(Exception.class);
      }
      try (var amqp = farm.amqp(MAIN)) {
        assertThatThrownBy(() -> amqp.listen(address))
            .as("amqp %s", address)
            .isInstanceOf(Exception.class);
      }
      try (var stomp = farm.stomp(MAIN)) {
        assertThat(stomp.subscribe(address).command()).as("stomp %s", address).isEqualTo("ERROR");
      }
    }
  }

  /** The sender itself may not write there, and may not have the farm do it. */
  @Test
  void areAnsweredNowhereElse() throws Exception {
    var targets =
        List.of(
            "forja.jobs.farm.default",
            "forja.control",
            "forja.status.w",
            "forja.replies.other.x",
            "forja.replies.main.x::forja.jobs.farm.default",
            "forja.replies.main",
            "forja.replies.main.",
            "forja.intake.main",
            "forja.intake.other",
            "forja.dead",
            "queue://forja.dead",
            "temp-queue://forja.dead",
            "topic://forja.control");
    try (var spy = new CoreProgram(farm.broker(), farm.credential("api"));
        var program = farm.core(MAIN)) {
      var control = spyOnControl(spy);
      for (var target : targets) {
        var mark = newMark();
        var message = program.text(ping(mark)).putStringProperty("JMSReplyTo", target);
        program.send(INTAKE, message);
        program.send(INTAKE, asksFor(program, newMark(), "JMSReplyTo", target));
      }
      var replies = program.newTemporaryQueue();
      program.send(INTAKE, asksFor(program, newMark(), "JMSReplyTo", replies));
      program.hear(replies);

      assertThat(messagesIn("forja.dead")).isZero();
      assertThat(farm.server().locateQueue(SimpleString.of("forja.replies.other.x"))).isNull();
      assertThat(messagesIn("forja.intake.other")).isZero();
      assertThat(control.receiveImmediate()).isNull();
      assertThat(messagesIn("forja.unreadable")).isZero();
    }
  }

  private static org.apache.activemq.artemis.api.core.client.ClientConsumer spyOnControl(
      CoreProgram spy) throws Exception {
    var name = "spy-" + newMark();
    spy.session()
        .createQueue(
            org.apache.activemq.artemis.api.core.QueueConfiguration.of(name)
                .setAddress("forja.control")
                .setRoutingType(org.apache.activemq.artemis.api.core.RoutingType.MULTICAST)
                .setDurable(false)
                .setTemporary(true));
    return spy.session().createConsumer(name);
  }

  private static ClientMessage asksFor(
      CoreProgram program, String mark, String name, String value) {
    return program.text(ping(mark)).putStringProperty(name, value);
  }

  private static long messagesIn(String queue) {
    return farm.server().locateQueue(SimpleString.of(queue)).getMessagesAdded();
  }
}
