package forja.intake;

import static forja.intake.Asked.newMark;
import static forja.intake.Asked.ping;
import static forja.intake.Asked.pingBytes;
import static forja.intake.FarmOfTwo.MAIN;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.apache.qpid.protonj2.client.Message;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However often a message comes, it makes one job. */
class BookedOnceIT {
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
  void knowsAKeyThatCameOverAmqp() throws Exception {
    var mark = newMark();
    try (var program = farm.amqp(MAIN)) {
      var replies = program.listen();
      for (int i = 0; i < 2; i++) {
        var message = Message.create(ping(mark)).property("Idempotency-Key", mark);
        program.send(INTAKE, message.replyTo(replies.address()));
      }

      isTheSameJob(AmqpProgram.hear(replies), AmqpProgram.hear(replies), mark);
    }
  }

  @Test
  void knowsAKeyThatCameOverStomp() throws Exception {
    var mark = newMark();
    try (var program = farm.stomp(MAIN)) {
      var replies = "forja.replies.main." + UUID.randomUUID();
      program.subscribe(replies);
      var headers = Map.of("reply-to", replies, "Idempotency-Key", mark);
      program.sendText(INTAKE, headers, pingBytes(mark));
      var first = program.hear();
      program.sendBytes(INTAKE, headers, pingBytes(mark));

      isTheSameJob(first, program.hear(), mark);
    }
  }

  @Test
  void knowsAKeyThatCameOverCoreTwiceInOneCommit() throws Exception {
    var mark = newMark();
    try (var program = farm.core(MAIN)) {
      var replies = program.newTemporaryQueue();
      try (var producer = program.session().createProducer(INTAKE)) {
        for (int i = 0; i < 2; i++) {
          var message = program.text(ping(mark));
          message.putStringProperty("Idempotency-Key", mark);
          message.putStringProperty("JMSReplyTo", replies);
          producer.send(message);
        }
      }

      isTheSameJob(program.hear(replies), program.hear(replies), mark);
    }
  }

  private static void isTheSameJob(Heard first, Heard second, String mark) {
    assertThat(first.repeated()).isFalse();
    assertThat(second.repeated()).isTrue();
    assertThat(second.id()).isEqualTo(first.id());
    assertThat(farm.marked(MAIN, mark)).hasSize(1);
  }

  @Test
  void refusesAnotherBodyUnderAKnownKey() throws Exception {
    var key = newMark();
    try (var program = farm.core(MAIN)) {
      var replies = program.newTemporaryQueue();
      var first = program.text(ping(key)).putStringProperty("Idempotency-Key", key);
      program.send(INTAKE, first.putStringProperty("JMSReplyTo", replies));
      assertThat(program.hear(replies).repeated()).isFalse();

      var other = newMark();
      var second = program.text(ping(other)).putStringProperty("Idempotency-Key", key);
      program.send(INTAKE, second.putStringProperty("JMSCorrelationID", other));

      Rejects.isProblem(Rejects.about(program, other), "key-reused");
      assertThat(farm.marked(MAIN, other)).isEmpty();
    }
  }

  @Test
  void booksOnceWhatIsDeliveredAgainAfterTheCommit() throws Exception {
    var mark = newMark();
    try (var program = farm.core(MAIN);
        var cut = new CutReceipt(farm.server(), INTAKE)) {
      var replies = program.newTemporaryQueue();
      program.send(INTAKE, program.text(ping(mark)).putStringProperty("JMSReplyTo", replies));

      isTheSameJob(program.hear(replies), program.hear(replies), mark);
      assertThat(cut.happened()).isTrue();
    }
  }

  /** The same for what the broker keeps in another shape than the one in which it is read. */
  @Test
  void booksOnceWhatIsDeliveredAgainOverAmqp() throws Exception {
    var mark = newMark();
    try (var program = farm.amqp(MAIN);
        var cut = new CutReceipt(farm.server(), INTAKE)) {
      var replies = program.listen();
      program.send(INTAKE, Message.create(ping(mark)).replyTo(replies.address()));

      isTheSameJob(AmqpProgram.hear(replies), AmqpProgram.hear(replies), mark);
      assertThat(cut.happened()).isTrue();
    }
  }

  @Test
  void booksWhatWasPostedWhileTheApiWasAway() throws Exception {
    var mark = newMark();
    try (var program = farm.core(MAIN)) {
      var replies = program.newTemporaryQueue();
      farm.stopApi();
      program.send(INTAKE, program.text(ping(mark)).putStringProperty("JMSReplyTo", replies));
      farm.startApi();

      assertThat(program.hear(replies).repeated()).isFalse();
      assertThat(farm.marked(MAIN, mark)).hasSize(1);
    }
  }
}
