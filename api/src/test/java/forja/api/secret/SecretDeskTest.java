package forja.api.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import forja.api.ledger.ClockForTests;
import forja.api.ledger.JobHolder;
import forja.common.job.Failure;
import forja.common.job.JobId;
import forja.common.job.JobState;
import forja.common.job.Token;
import forja.common.secret.OneTimeKey;
import forja.common.secret.SecretAnswer;
import forja.common.secret.SecretOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SecretDeskTest {
  private static final JobId JOB = JobId.of("0198c0de-0000-7000-8000-000000000001");
  private static final Token TOKEN = new Token(1, 1, 1, "proof");

  private final ClockForTests clock = new ClockForTests();
  private final OneTimeKey key = OneTimeKey.make();
  private final Map<JobId, JobHolder> ledger = new HashMap<>();
  private final List<String> addressees = new ArrayList<>();
  private final List<SecretAnswer> answers = new ArrayList<>();
  private final SecretDesk desk =
      new SecretDesk(
          _ -> Map.copyOf(ledger),
          SecretDeskTest::open,
          (worker, answer) -> {
            addressees.add(worker);
            answers.add(answer);
          },
          (_, token) -> token.proof().equals("proof"),
          clock);

  @Test
  void tellsTheWorkerThatHoldsTheJob() throws Exception {
    running("w1", TOKEN);

    var order = ask("w1", TOKEN, "db");

    assertThat(addressees).containsExactly("w1");
    var told = (SecretAnswer.Told) answers.getFirst();
    var secrets = key.open(told, order, clock.instant()).orElseThrow();
    assertThat(secrets.text("db")).isEqualTo("hunter22 of 1");
  }

  @Test
  void waitsUntilTheLedgerHasSeenTheJobBegin() throws Exception {
    put(JobState.RELEASED, Optional.empty(), new Token(1, 1, 0));
    ask("w1", TOKEN, "db");
    assertThat(answers).isEmpty();

    running("w1", TOKEN);
    desk.turn();

    assertThat(answers).hasSize(1).first().isInstanceOf(SecretAnswer.Told.class);
  }

  @Test
  void refusesAWorkerThatIsNeverSeenToBegin() throws Exception {
    put(JobState.RELEASED, Optional.empty(), new Token(1, 1, 0));
    ask("w1", TOKEN, "db");

    clock.advance(SecretDesk.WAITS);
    desk.turn();

    refused("the ledger did not see this worker begin the job");
  }

  @Test
  void refusesAWorkerThatDoesNotHoldTheJob() throws Exception {
    running("w2", TOKEN);
    ask("w1", TOKEN, "db");

    clock.advance(SecretDesk.WAITS);
    desk.turn();

    refused("the ledger did not see this worker begin the job");
  }

  @Test
  void refusesAnOlderTokenAtOnce() throws Exception {
    running("w1", new Token(1, 1, 2));

    ask("w1", TOKEN, "db");

    refused("this work on the job is over");
  }

  @Test
  void refusesAJobThatHasEnded() throws Exception {
    put(JobState.SUCCEEDED, Optional.of("w1"), TOKEN);

    ask("w1", TOKEN, "db");

    refused("this work on the job is over");
  }

  @Test
  void refusesAJobThatNobodyKnows() throws Exception {
    ask("w1", TOKEN, "db");

    refused("this work on the job is over");
  }

  @Test
  void refusesWhoDidNotReceiveTheJob() throws Exception {
    running("w1", TOKEN);

    ask("w1", new Token(1, 1, 1, "guessed"), "db");

    refused("it shows no proof that this worker has received the job");
  }

  @Test
  void refusesAnOldOrder() throws Exception {
    running("w1", TOKEN);
    var order = order("w1", TOKEN, "db");
    clock.advance(SecretDesk.VALID.plusSeconds(1));

    desk.hear(order);
    desk.turn();

    refused("the order is not of this minute; the clocks have to agree");
  }

  @Test
  void refusesANameThatTheSpecDoesNotHold() throws Exception {
    running("w1", TOKEN);

    ask("w1", TOKEN, "db", "other");

    refused("the job does not name these secrets");
  }

  @Test
  void rejectsAJobWhoseSecretIsNotThere() throws Exception {
    running("w1", TOKEN);

    ask("w1", TOKEN, "db", "gone");

    var refused = (SecretAnswer.Refused) answers.getFirst();
    assertThat(refused.failure())
        .isEqualTo(new Failure(Failure.Kind.REJECTED, "secret.unknown", "there is no secret gone"));
  }

  @Test
  void asksAWorkerToTryAgainWhenASecretCannotBeOpened() throws Exception {
    running("w1", TOKEN);

    ask("w1", TOKEN, "sealed");

    refused("the api cannot open them; its log says why");
  }

  @Test
  void answersAQuestionThatIsAskedTwiceBeforeItWasAnsweredOnce() throws Exception {
    put(JobState.RELEASED, Optional.empty(), new Token(1, 1, 0));
    var order = ask("w1", TOKEN, "db");
    desk.hear(order);
    desk.turn();

    running("w1", TOKEN);
    desk.turn();

    assertThat(answers).hasSize(1);
  }

  private void refused(String why) {
    assertThat(answers).hasSize(1);
    var refused = (SecretAnswer.Refused) answers.getFirst();
    assertThat(refused.failure())
        .isEqualTo(new Failure(Failure.Kind.UNAVAILABLE, "secrets.refused", why));
  }

  private SecretOrder ask(String worker, Token token, String... names) throws Exception {
    var order = order(worker, token, names);
    desk.hear(order);
    desk.turn();
    return order;
  }

  private SecretOrder order(String worker, Token token, String... names) {
    return new SecretOrder(
        UUID.randomUUID(), worker, JOB, token, clock.instant(), key.publicKey(), List.of(names));
  }

  private void running(String worker, Token token) {
    put(JobState.RUNNING, Optional.of(worker), token);
  }

  private void put(JobState state, Optional<String> worker, Token token) {
    ledger.put(JOB, new JobHolder(JOB, 1, state, token, worker, List.of("db", "gone", "sealed")));
  }

  private static Map<String, byte[]> open(int customer, Collection<String> names) {
    var values = new HashMap<String, byte[]>();
    for (var name : names) {
      if (name.equals("sealed")) {
        throw new CannotOpen("what is sealed needs another key");
      }
      if (!name.equals("gone")) {
        values.put(name, ("hunter22 of " + customer).getBytes(UTF_8));
      }
    }
    return values;
  }
}
