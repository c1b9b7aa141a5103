package forja.intake;

import static forja.intake.Asked.newMark;
import static forja.intake.Asked.ping;
import static forja.intake.Asked.pingBytes;
import static forja.intake.FarmOfTwo.MAIN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.qpid.protonj2.client.Message;
import org.apache.qpid.protonj2.client.Receiver;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program of another system posts a job, is answered, and the job is done. */
class PostingIT {
  private static final String INTAKE = "forja.intake.main";

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
  void answersAnAmqpProgramAtAnAddressOfTheBrokersChoice() throws Exception {
    try (var program = farm.amqp(MAIN)) {
      var replies = program.listen();

      answersOverAmqp(program, replies, Message.create(ping(newMark())));
      answersOverAmqp(program, replies, Message.create(pingBytes(newMark())));
    }
  }

  @Test
  void answersAnAmqpProgramAtAnAddressOfItsChoice() throws Exception {
    try (var program = farm.amqp(MAIN)) {
      var replies = program.listen(newReplies());

      answersOverAmqp(program, replies, Message.create(ping(newMark())));
      answersOverAmqp(program, replies, Message.create(pingBytes(newMark())));
    }
  }

  private static void answersOverAmqp(AmqpProgram program, Receiver replies, Message<?> message)
      throws Exception {
    for (Object correlation : new Object[] {"order 7", UUID.randomUUID()}) {
      program.send(INTAKE, message.replyTo(replies.address()).correlationId(correlation));

      isAnswer(AmqpProgram.hear(replies), correlation);
    }
  }

  @Test
  void answersAStompProgram() throws Exception {
    try (var program = farm.stomp(MAIN)) {
      var replies = newReplies();
      assertThat(program.subscribe(replies).command()).isEqualTo("RECEIPT");
      var headers = Map.of("reply-to", replies, "correlation-id", "order 7");

      program.sendText(INTAKE, headers, pingBytes(newMark()));
      isAnswer(program.hear(), "order 7");
      program.sendBytes(INTAKE, headers, pingBytes(newMark()));
      isAnswer(program.hear(), "order 7");
    }
  }

  @Test
  void answersACoreProgram() throws Exception {
    try (var program = farm.core(MAIN)) {
      var replies = program.newTemporaryQueue();

      program.send(INTAKE, asking(program.text(ping(newMark())), replies));
      isAnswer(program.hear(replies), "order 7");
      program.send(INTAKE, asking(program.bytes(pingBytes(newMark())), replies));
      isAnswer(program.hear(replies), "order 7");
    }
  }

  private static ClientMessage asking(ClientMessage message, String replies) {
    return message
        .putStringProperty("JMSReplyTo", replies)
        .putStringProperty("JMSCorrelationID", "order 7");
  }

  @Test
  void keepsAnAnswerForWhoeverComesForItLater() throws Exception {
    var replies = newReplies();
    try (var program = farm.amqp(MAIN)) {
      program.send(INTAKE, Message.create(ping(newMark())).replyTo(replies).correlationId("7"));
      // The rejected one is answered after the good one.
      program.send(INTAKE, Message.create("no job").correlationId("8"));
      AmqpProgram.hear(program.listen("forja.rejects.main"));

      isAnswer(AmqpProgram.hear(program.listen(replies)), "7");
    }
  }

  /**
   * Brokers keep what has more than 100 KiB in another way; to a sender that makes no difference.
   */
  @Test
  void readsARequestOfAHundredAndTwentyKibibytes() throws Exception {
    var request = " ".repeat(120 * 1024) + ping(newMark());
    try (var core = farm.core(MAIN);
        var stomp = farm.stomp(MAIN);
        var amqp = farm.amqp(MAIN)) {
      var replies = core.newTemporaryQueue();
      core.send(INTAKE, asking(core.text(request), replies));
      isAnswer(core.hear(replies), "order 7");
      core.send(INTAKE, asking(core.bytes(request.getBytes(UTF_8)), replies));
      isAnswer(core.hear(replies), "order 7");

      var receiver = amqp.listen();
      answersOverAmqp(amqp, receiver, Message.create(request));
      answersOverAmqp(amqp, receiver, Message.create(request.getBytes(UTF_8)));

      var own = newReplies();
      stomp.subscribe(own);
      var headers = Map.of("reply-to", own, "correlation-id", "order 7");
      stomp.sendText(INTAKE, headers, request.getBytes(UTF_8));
      isAnswer(stomp.hear(), "order 7");
    }
  }

  private static void isAnswer(Heard heard, Object correlation) throws Exception {
    assertThat(heard.correlation()).isEqualTo(correlation);
    assertThat(heard.json().path("state").asText()).isEqualTo("queued");
    assertThat(heard.json().path("links").path("self").asText()).isEqualTo("/jobs/" + heard.id());
    assertThat(farm.http().endOf(heard)).isEqualTo("succeeded");
  }

  private static String newReplies() {
    return "forja.replies.main." + UUID.randomUUID();
  }
}
