package forja.intake;

import static forja.intake.Asked.newMark;
import static forja.intake.Asked.ping;
import static forja.intake.Asked.pingBytes;
import static forja.intake.Attempt.accepted;
import static forja.intake.Attempt.noError;
import static forja.intake.Attempt.refuses;
import static forja.intake.FarmOfTwo.MAIN;
import static forja.intake.FarmOfTwo.OTHER;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import forja.routes.wiring.Credential;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;
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
    for (var address : OffLimits.TO_WRITE) {
      try (var core = farm.core(MAIN);
          var amqp = farm.amqp(MAIN);
          var stomp = farm.stomp(MAIN)) {
        var mark = newMark();

        refuses("core write", address, () -> core.send(address, core.text(ping(mark))));
        refuses("amqp write", address, () -> accepted(amqp, address, ping(mark)));
        refuses(
            "stomp write",
            address,
            () -> noError(stomp.sendBytes(address, Map.of(), pingBytes(mark))));
        assertThat(farm.marked(OTHER, mark)).isEmpty();
        assertThat(farm.marked(MAIN, mark)).isEmpty();
      }
    }
  }

  /** Its own address may be named; what is behind it may not be reached through it. */
  @Test
  void reachNoOtherQueueThroughTheirOwnAddress() throws Exception {
    for (var queue : List.of("forja.intake.other", "forja.jobs.farm.default", "forja.dead")) {
      long before = messagesIn(queue);
      try (var core = farm.core(MAIN);
          var amqp = farm.amqp(MAIN);
          var stomp = farm.stomp(MAIN)) {
        var address = INTAKE + "::" + queue;
        Attempt.succeeds(() -> core.send(address, core.text("{}")));
        Attempt.succeeds(() -> accepted(amqp, address, "{}"));
        Attempt.succeeds(() -> stomp.sendBytes(address, Map.of(), "{}".getBytes(UTF_8)));
      }
      assertThat(messagesIn(queue)).as(queue).isEqualTo(before);
    }
  }

  @Test
  void areReadNowhereElse() throws Exception {
    for (var address : OffLimits.TO_READ) {
      try (var core = farm.core(MAIN);
          var amqp = farm.amqp(MAIN);
          var stomp = farm.stomp(MAIN)) {
        refuses("core read", address, () -> core.session().createConsumer(address));
        refuses("core browse", address, () -> core.session().createConsumer(address, true));
        refuses("amqp read", address, () -> amqp.listen(address));
        refuses("stomp read", address, () -> noError(stomp.subscribe(address)));
      }
    }
  }

  @Test
  void needACredentialOfTheFarm() {
    var known = new Credential("ACTIVEMQ.CLUSTER.ADMIN.USER", "CHANGE ME!!");

    refuses("core", "with the default of clusters", () -> new CoreProgram(farm.broker(), known));
    refuses("amqp", "with the default of clusters", () -> new AmqpProgram(farm.broker(), known));
    refuses("stomp", "with the default of clusters", () -> new StompProgram(farm.broker(), known));
  }

  @Test
  void runThoughAQueueOfTheirNameWasTaken() throws Exception {
    var taken = "forja.jobs.farm.taken";
    try (var program = farm.core(MAIN)) {
      program
          .session()
          .createQueue(
              QueueConfiguration.of(taken)
                  .setAddress("forja.events.main")
                  .setRoutingType(RoutingType.MULTICAST));
      try (var _ = program.session().createConsumer(taken);
          var worker = farm.newWorker("taken")) {
        var replies = program.newTemporaryQueue();
        var job = ping(newMark()).replace("\"spec\"", "\"pool\":\"taken\",\"spec\"");
        program.send(INTAKE, program.text(job).putStringProperty("JMSReplyTo", replies));

        assertThat(farm.http().endOf(program.hear(replies))).isEqualTo("succeeded");
        assertThat(worker).isNotNull();
      }
    }
  }

  /** The sender itself may not write there, and may not have the farm do it. */
  @Test
  void areAnsweredNowhereElse() throws Exception {
    try (var spy = new CoreProgram(farm.broker(), farm.credential("api"));
        var program = farm.core(MAIN)) {
      var control = spyOnControl(spy);
      for (var target : OffLimits.TO_ANSWER) {
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

  private static ClientConsumer spyOnControl(CoreProgram spy) throws Exception {
    var name = "spy-" + newMark();
    spy.session()
        .createQueue(
            QueueConfiguration.of(name)
                .setAddress("forja.control")
                .setRoutingType(RoutingType.MULTICAST)
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
