package forja.intake;

import static forja.intake.Asked.newMark;
import static forja.intake.Asked.ping;
import static forja.intake.Asked.pingBytes;
import static forja.intake.FarmOfTwo.MAIN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.qpid.protonj2.client.Message;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is sent in place of a request comes back with its reason, and the next one is booked.
 */
class BadMessagesIT {
  private static final String INTAKE = "forja.intake.main";
  private static final int KIB = 1024;

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
  void comesBackWhenItIsNoRequest() throws Exception {
    comesBack("not json".getBytes(UTF_8), "malformed-json");
    comesBack(new byte[0], "malformed-json");
    comesBack(new byte[] {(byte) 0xff, 0, 1, (byte) 0xc3}, "malformed-json");
    comesBack("[1,2]".getBytes(UTF_8), "invalid-body");
    comesBack("{\"kind\":\"farm.unknown\",\"spec\":{}}".getBytes(UTF_8), "invalid-body");
    comesBack("{\"kind\":\"farm.ping\",\"spec\":[]}".getBytes(UTF_8), "invalid-body");
    comesBack("{\"kind\":7}".getBytes(UTF_8), "invalid-body");
    var lock = "a" + "/a".repeat(50 * KIB);
    comesBack(
        ("{\"kind\":\"farm.ping\",\"locks\":[\"" + lock + "\"]}").getBytes(UTF_8), "invalid-body");
    comesBack(new byte[200 * KIB], "body-too-large");
    comesBack(new byte[KIB * KIB], "body-too-large");
  }

  /** The same bytes by every protocol. */
  private static void comesBack(byte[] body, String slug) throws Exception {
    try (var core = farm.core(MAIN);
        var stomp = farm.stomp(MAIN);
        var amqp = farm.amqp(MAIN)) {
      var correlation = newMark();
      core.send(INTAKE, core.bytes(body).putStringProperty("JMSCorrelationID", correlation));
      Rejects.isProblem(Rejects.about(core, correlation), slug);

      stomp.sendBytes(INTAKE, Map.of("correlation-id", "s" + correlation), body);
      Rejects.isProblem(Rejects.about(core, "s" + correlation), slug);

      amqp.send(INTAKE, Message.create(body).correlationId("a" + correlation));
      Rejects.isProblem(Rejects.about(core, "a" + correlation), slug);
      isStillOpen();
    }
  }

  @Test
  void readsNoBodyOfTwentyMebibytes() throws Exception {
    comesBack(new byte[20 * KIB * KIB], "body-too-large");
  }

  @Test
  void comesBackWhenItIsNeitherTextNorBytes() throws Exception {
    var values =
        List.of(
            List.of(1, 2),
            Map.of("kind", "farm.ping"),
            Map.of("deep", Map.of("er", List.of(1))),
            List.of(Map.of("kind", "farm.ping")),
            UUID.randomUUID(),
            true);
    for (var value : values) {
      comesBackOverAmqp(Message.create(value));
    }
  }

  @Test
  void comesBackWhenItsPropertiesCannotBeKept() throws Exception {
    comesBackOverAmqp(Message.create("no job").property("uuid", UUID.randomUUID()));
    comesBackOverAmqp(Message.create("no job").property("list", List.of(1)));
  }

  /** Of such a one the broker cannot even tell what it is about. */
  @Test
  void comesBackNamelessWhenTheBrokerCannotTellOfIt() throws Exception {
    try (var core = farm.core(MAIN);
        var amqp = farm.amqp(MAIN)) {
      amqp.send(INTAKE, Message.create("no job").annotation("x-opt-delivery-time", "soon"));

      Rejects.isProblem(Rejects.about(core, null), "unsupported-media-type");
      isStillOpen();
    }
  }

  private static void comesBackOverAmqp(Message<?> message) throws Exception {
    try (var core = farm.core(MAIN);
        var amqp = farm.amqp(MAIN)) {
      var correlation = newMark();
      amqp.send(INTAKE, message.correlationId(correlation));

      assertThat(Rejects.about(core, correlation).json().path("detail").asText()).isNotEmpty();
      isStillOpen();
    }
  }

  @Test
  void comesBackWhenItsTextIsForged() throws Exception {
    try (var core = farm.core(MAIN)) {
      var forged = core.session().createMessage(ClientMessage.TEXT_TYPE, true);
      forged.getBodyBuffer().writeByte((byte) 1);
      forged.getBodyBuffer().writeInt(Integer.MAX_VALUE);
      var negative = core.session().createMessage(ClientMessage.TEXT_TYPE, true);
      negative.getBodyBuffer().writeByte((byte) 1);
      negative.getBodyBuffer().writeInt(-7);
      var lonely = core.text("{\"kind\":\"farm.ping\",\"labels\":{\"a\":\"\ud800\"}}");
      for (var message : List.of(forged, negative, lonely)) {
        var correlation = newMark();
        core.send(INTAKE, message.putStringProperty("JMSCorrelationID", correlation));

        assertThat(Rejects.about(core, correlation).json().path("detail").asText()).isNotEmpty();
      }
      isStillOpen();
    }
  }

  @Test
  void repliesAlsoToTheSenderOfABadMessage() throws Exception {
    try (var amqp = farm.amqp(MAIN)) {
      var replies = amqp.listen();
      amqp.send(INTAKE, Message.create("no job").replyTo(replies.address()).correlationId("7"));

      var reply = AmqpProgram.hear(replies);
      assertThat(reply.correlation()).isEqualTo("7");
      Rejects.isProblem(reply, "malformed-json");
    }
  }

  @Test
  void refusesAKeyThatCannotBeOne() throws Exception {
    try (var core = farm.core(MAIN)) {
      for (var key : List.of("", "two words", "nul\0", "k".repeat(256), "é")) {
        var mark = newMark();
        var message =
            core.text(ping(mark))
                .putStringProperty("Idempotency-Key", key)
                .putStringProperty("JMSCorrelationID", mark);
        core.send(INTAKE, message);

        Rejects.isProblem(Rejects.about(core, mark), "invalid-header");
        assertThat(farm.marked(MAIN, mark)).isEmpty();
      }
    }
  }

  @Test
  void saysNotMoreThanAHundredThingsThatAreWrong() throws Exception {
    var fields = new StringBuilder("{\"kind\":\"farm.ping\"");
    for (int i = 0; i < 8_000; i++) {
      fields.append(",\"f").append(i).append("\":1");
    }
    try (var core = farm.core(MAIN)) {
      var correlation = newMark();
      var message = core.bytes(fields.append('}').toString().getBytes(UTF_8));
      core.send(INTAKE, message.putStringProperty("JMSCorrelationID", correlation));

      var problem = Rejects.about(core, correlation).json();
      assertThat(problem.path("errors")).hasSizeLessThanOrEqualTo(100);
    }
  }

  @Test
  void aFloodOfBadOnesDelaysNoGoodOne() throws Exception {
    try (var bad = farm.core(MAIN);
        var good = farm.core(MAIN)) {
      for (int i = 0; i < 1_000; i++) {
        bad.send(INTAKE, bad.bytes(("bad " + i).getBytes(UTF_8)));
      }
      var replies = good.newTemporaryQueue();
      long sent = System.nanoTime();
      good.send(INTAKE, good.text(ping(newMark())).putStringProperty("JMSReplyTo", replies));

      assertThat(good.hear(replies).id()).isNotEmpty();
      assertThat(Duration.ofNanos(System.nanoTime() - sent)).isLessThan(Duration.ofSeconds(3));
    }
  }

  private static void isStillOpen() throws Exception {
    try (var program = farm.core(MAIN)) {
      var replies = program.newTemporaryQueue();
      var good = program.bytes(pingBytes(newMark()));
      good.putStringProperty(SimpleString.of("JMSReplyTo"), SimpleString.of(replies));
      program.send(INTAKE, good);

      assertThat(program.hear(replies).id()).isNotEmpty();
    }
  }
}
