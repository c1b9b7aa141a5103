package forja.routes.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import forja.common.job.Failure;
import forja.common.job.JobId;
import forja.common.job.Token;
import forja.common.job.Work;
import forja.common.secret.OneTimeKey;
import forja.common.secret.SecretAnswer;
import forja.common.secret.SecretOrder;
import forja.common.wire.Wire;
import forja.routes.secret.SecretSource.Fetched;
import forja.routes.wiring.BrokerAway;
import forja.routes.wiring.Letter;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.junit.jupiter.api.Test;

class SecretPostTest {
  private static final Work WORK =
      new Work(JobId.of("0198c0de-0000-7000-8000-000000000001"), "main", new Token(1, 2, 3, "p"));

  private final Clock clock = Clock.systemUTC();
  private final AtomicReference<Consumer<SecretOrder>> api = new AtomicReference<>(_ -> {});
  private final List<Letter> sent = new ArrayList<>();
  private final SecretPost post = postWithin(Duration.ofSeconds(10));

  private SecretPost postWithin(Duration patience) {
    return new SecretPost(this::send, () -> {}, "w1", clock, patience);
  }

  private void send(Letter letter) {
    sent.add(letter);
    api.get().accept(Wire.read(letter.json(), SecretOrder.class));
  }

  @Test
  void asksInTheNameOfItsWorkerAndOpensTheAnswer() throws Exception {
    api.set(order -> post.hear(told(order)));

    var fetched = (Fetched.Told) post.fetch(WORK, List.of("db"));

    assertThat(fetched.secrets().text("db")).isEqualTo("hunter22");
    assertThat(sent).hasSize(1);
    assertThat(sent.getFirst().address()).isEqualTo("forja.secrets.w1");
    var order = Wire.read(sent.getFirst().json(), SecretOrder.class);
    assertThat(order.job()).isEqualTo(WORK.id());
    assertThat(order.token()).isEqualTo(WORK.token());
    assertThat(order.token().proof()).isEqualTo("p");
    assertThat(order.names()).containsExactly("db");
  }

  @Test
  void handsOnWhyItWasRefused() throws Exception {
    var why = new Failure(Failure.Kind.REJECTED, "secret.unknown", "there is no secret db");
    api.set(order -> post.hear(new SecretAnswer.Refused(order.id(), why)));

    assertThat(post.fetch(WORK, List.of("db"))).isEqualTo(new Fetched.Failed(why));
  }

  @Test
  void leavesAloneWhatAnswersSomebodyElse() throws Exception {
    var key = OneTimeKey.make();
    api.set(order -> {
      var other = Wire.read(Wire.write(order), SecretOrder.class);
      var forged =
          new SecretOrder(
              other.id(),
              "w1",
              other.job(),
              other.token(),
              other.sentAt(),
              key.publicKey(),
              other.names());
      post.hear(told(forged));
      post.hear(told(order));
    });

    // The first answer does not open, so it asks again and takes the second one.
    assertThat(post.fetch(WORK, List.of("db"))).isInstanceOf(Fetched.Told.class);
  }

  @Test
  void givesUpWhenNobodyAnswers() throws Exception {
    var impatient = postWithin(Duration.ofMillis(50));

    assertThat(impatient.fetch(WORK, List.of("db")))
        .isEqualTo(
            new Fetched.Failed(
                new Failure(
                    Failure.Kind.UNAVAILABLE,
                    "secrets.unreachable",
                    "the api did not answer within PT0.05S")));
  }

  @Test
  void goesOnAskingWhenTheBrokerIsAwayForAMoment() throws Exception {
    var impatient =
        new SecretPost(
            letter -> {
              sent.add(letter);
              throw new BrokerAway(new ActiveMQException("away"));
            },
            () -> {},
            "w1",
            clock,
            Duration.ofMillis(50));

    assertThat(impatient.fetch(WORK, List.of("db"))).isInstanceOf(Fetched.Failed.class);
    assertThat(sent).isNotEmpty();
  }

  private SecretAnswer told(SecretOrder order) {
    return OneTimeKey.answer(
            order, Map.of("db", "hunter22".getBytes(UTF_8)), clock.instant().plusSeconds(60))
        .orElseThrow();
  }
}
