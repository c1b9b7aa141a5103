package forja.common.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import forja.common.job.JobId;
import forja.common.job.Token;
import forja.common.wire.Wire;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OneTimeKeyTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final JobId JOB = JobId.of("0198c0de-0000-7000-8000-000000000001");

  private final OneTimeKey key = OneTimeKey.make();
  private final SecretOrder order = order("w1", new Token(1, 2, 3), key);

  @Test
  void opensTheAnswerToItsOrder() {
    var secrets = key.open(overTheWire(answer(order)), order, NOW).orElseThrow();

    assertThat(secrets.text("db")).isEqualTo("hunter22");
    assertThat(secrets.names()).containsExactly("db");
  }

  @Test
  void isTheOnlyOneThatOpensTheAnswer() {
    assertThat(OneTimeKey.make().open(answer(order), order, NOW)).isEmpty();
  }

  @Test
  void opensNoAnswerToAnotherOrder() {
    var answer = answer(order);

    assertThat(key.open(answer, order("w2", new Token(1, 2, 3), key), NOW)).isEmpty();
    assertThat(key.open(answer, order("w1", new Token(1, 2, 4), key), NOW)).isEmpty();
  }

  @Test
  void opensNoAnswerThatWasChangedOrCameTooLate() {
    var answer = answer(order);
    var later =
        new SecretAnswer.Told(
            answer.order(), answer.until().plusSeconds(9), answer.publicKey(), answer.sealed());
    answer.sealed()[20] ^= 1;

    assertThat(key.open(answer, order, NOW)).isEmpty();
    assertThat(key.open(later, order, NOW)).isEmpty();
    assertThat(key.open(answer(order), order, NOW.plusSeconds(61))).isEmpty();
  }

  @Test
  void answersNobodyWhoseKeyIsNone() {
    var bad =
        new SecretOrder(
            UUID.randomUUID(), "w1", JOB, new Token(1, 1, 1), NOW, new byte[44], List.of("db"));

    assertThat(OneTimeKey.answer(bad, values(), NOW)).isEmpty();
  }

  private static SecretAnswer.Told answer(SecretOrder order) {
    return OneTimeKey.answer(order, values(), NOW.plusSeconds(60)).orElseThrow();
  }

  private static Map<String, byte[]> values() {
    return Map.of("db", "hunter22".getBytes(UTF_8));
  }

  private static SecretAnswer.Told overTheWire(SecretAnswer.Told answer) {
    return (SecretAnswer.Told) Wire.read(Wire.write(answer), SecretAnswer.class);
  }

  private static SecretOrder order(String worker, Token token, OneTimeKey key) {
    var order =
        new SecretOrder(
            UUID.fromString("0198c0de-0000-7000-8000-00000000000a"),
            worker,
            JOB,
            token,
            NOW,
            key.publicKey(),
            List.of("db"));
    return Wire.read(Wire.write(order), SecretOrder.class);
  }
}
