package forja.chaos.promise;

import static forja.chaos.promise.HandMadeHistory.NEWER;
import static forja.chaos.promise.HandMadeHistory.TOKEN;
import static forja.chaos.promise.HandMadeHistory.WORKER;
import static forja.chaos.promise.HandMadeHistory.at;
import static forja.chaos.promise.HandMadeHistory.planned;
import static forja.chaos.promise.HandMadeHistory.step;
import static forja.chaos.promise.HandMadeHistory.steps;
import static org.assertj.core.api.Assertions.assertThat;

import forja.chaos.history.AcceptedJob;
import forja.chaos.history.Heard;
import forja.chaos.history.Life;
import forja.chaos.history.StruckFault;
import forja.chaos.history.Trace;
import forja.chaos.plan.FaultKind;
import forja.common.job.JobChange;
import forja.common.job.JobState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each promise notices when it is broken, and when it is not. */
class PromiseTest {
  private final HandMadeHistory made = HandMadeHistory.kept();

  @Test
  void allAreKeptInAGoodHistory() {
    made.faults.add(new StruckFault(FaultKind.WORKER_KILLED, WORKER, at(9_000), at(9_100)));

    for (var promise : Promise.ALL) {
      assertKept(promise);
    }
  }

  @Test
  void anAcceptedJobThatTheLedgerDoesNotKnowIsNoticed() {
    made.ledger.removeFirst();

    assertBroken(new FinalOnce(), "first");
  }

  @Test
  void aJobThatIsStuckIsNoticed() {
    made.ended("first", JobState.RUNNING, "", steps(1_000).subList(0, 3));

    assertBroken(new FinalOnce(), "first");
  }

  @Test
  void aSecondEndIsNoticed() {
    var twice =
        List.of(
            step(1, JobChange.ACCEPTED, JobState.QUEUED, 0),
            step(2, JobChange.RELEASED, JobState.RELEASED, 0),
            step(3, JobChange.FAILED, JobState.FAILED, 1_000),
            step(4, JobChange.SUCCEEDED, JobState.SUCCEEDED, 2_000));
    made.ended("first", JobState.SUCCEEDED, "", twice);

    assertBroken(new FinalOnce(), "first");
  }

  @Test
  void aSecondEndAfterARetryIsGood() {
    var again =
        List.of(
            step(1, JobChange.ACCEPTED, JobState.QUEUED, 0),
            step(2, JobChange.RELEASED, JobState.RELEASED, 0),
            step(3, JobChange.FAILED, JobState.FAILED, 1_000),
            step(4, JobChange.RETRIED, JobState.QUEUED, 1_000),
            step(5, JobChange.RELEASED, JobState.RELEASED, 1_000),
            step(6, JobChange.SUCCEEDED, JobState.SUCCEEDED, 2_000));
    made.ended("first", JobState.SUCCEEDED, "", again);

    assertKept(new FinalOnce());
  }

  @Test
  void aMissingEventIsNoticed() {
    var steps = steps(1_000);
    made.ended("first", JobState.SUCCEEDED, "", List.of(steps.get(0), steps.get(1), steps.get(3)));

    assertBroken(new FinalOnce(), "first");
  }

  @Test
  void twoJobsForOneKeyAreNoticed() {
    made.accepted.set(0, new AcceptedJob(planned(0, Optional.empty()), Set.of("first", "double")));

    assertBroken(new OneJobPerKey(), "double");
  }

  @Test
  void aJobThatNobodyWasGivenIsNoticed() {
    made.accepted.removeFirst();

    assertBroken(new OneJobPerKey(), "first");
  }

  @Test
  void aJobThatFailsForNoReasonIsNoticed() {
    made.ended("first", JobState.FAILED, "work-failed farm.fenced: older", List.of());

    assertBroken(new EndsExplained(), "first");
  }

  @Test
  void aJobThatIsCancelledThoughNobodyAskedIsNoticed() {
    made.ended("first", JobState.CANCELLED, "", List.of());

    assertBroken(new EndsExplained(), "first");
  }

  @Test
  void aCancelThatSomebodyAskedForIsGood() {
    made.accepted.set(0, new AcceptedJob(planned(0, Optional.of(Duration.ZERO)), Set.of("first")));
    made.ended("first", JobState.CANCELLED, "", List.of());

    assertKept(new EndsExplained());
  }

  @Test
  void aCancelThatFindsSomethingAliveMayFail() {
    var alive = "unavailable forja.former-work-alive: was not seen to stop";
    made.ended("first", JobState.FAILED, alive, steps(1_000));
    assertBroken(new EndsExplained(), "first");

    made.accepted.set(0, new AcceptedJob(planned(0, Optional.of(Duration.ZERO)), Set.of("first")));
    made.lives.add(new Life(7, WORKER, "first", TOKEN, at(1_100), at(2_001)));

    assertKept(new EndsExplained());
    assertKept(new StoppedWhenFinal());
  }

  @Test
  void aJobThatIsLostBeforeItBeganOftenIsNoticed() {
    made.ended("first", JobState.FAILED, "lost forja.lost: five", List.of());

    assertBroken(new EndsExplained(), "first");
  }

  @Test
  void aMissingEffectIsNoticed() {
    made.traces.removeIf(trace -> trace.job().equals("first") && trace.word().equals(Trace.END));

    assertBroken(new EffectsExist(), "first");
  }

  @Test
  void anEffectUnderAnotherTokenIsNotTheOneThatSucceeded() {
    made.traces.removeIf(trace -> trace.job().equals("first") && trace.word().equals(Trace.END));
    made.trace(Trace.END, "first", NEWER, 1_950);

    assertBroken(new EffectsExist(), "first");
  }

  @Test
  void twoEffectsOfOneJobAtOnceAreNoticed() {
    made.trace(Trace.BEGIN, "first", NEWER, 1_500);
    made.trace(Trace.END, "first", NEWER, 2_500);

    assertBroken(new OneEffectAtATime(), "first");
  }

  @Test
  void aChildThatOutlivesItsAttemptIsNoticedWhenTheNextOneIsAtWork() {
    made.traces.removeIf(trace -> trace.job().equals("first") && trace.word().equals(Trace.END));
    made.trace(Trace.BEGIN, "first", NEWER, 1_500);
    made.trace(Trace.END, "first", NEWER, 2_500);

    assertBroken(new OneEffectAtATime(), "first");
  }

  @Test
  void anEffectWithoutEndIsTakenToEndAtItsLastSignOfLife() {
    made.traces.removeIf(trace -> trace.job().equals("first") && trace.word().equals(Trace.END));
    made.trace(Trace.BEGIN, "first", NEWER, 1_900);
    made.trace(Trace.END, "first", NEWER, 2_500);

    assertKept(new OneEffectAtATime());
  }

  @Test
  void twoEffectsUnderOneLockAreNoticed() {
    made.trace(Trace.BEGIN, "first", NEWER, 3_500);
    made.trace(Trace.END, "first", NEWER, 3_600);

    assertBroken(new LocksHold(), "second");
  }

  @Test
  void aChildThatLivesOnUnderAnothersLockIsNoticed() {
    made.lives.add(new Life(7, WORKER, "first", TOKEN, at(1_100), at(3_200)));

    assertBroken(new LocksHold(), "second");
  }

  @Test
  void anOlderTokenAtATargetIsNoticed() {
    made.trace(Trace.BEGIN, "first", NEWER, 5_000);
    made.trace(Trace.END, "first", TOKEN, 5_100);

    assertBroken(new TargetsFenced(), "first");
  }

  @Test
  void aChildThatLivesAfterTheEndOfItsJobIsNoticed() {
    made.lives.add(new Life(7, WORKER, "first", TOKEN, at(1_100), at(2_001)));

    assertBroken(new StoppedWhenFinal(), "first");
  }

  @Test
  void anEndThatSaysThatSomethingMayRunIsHonest() {
    made.ended("first", JobState.FAILED, "lost forja.lost: five", steps(1_000));
    made.lives.add(new Life(7, WORKER, "first", TOKEN, at(1_100), at(2_001)));

    assertKept(new StoppedWhenFinal());
  }

  @Test
  void aBeginAfterTheEndOfTheJobIsNoticed() {
    made.trace(Trace.BEGIN, "first", NEWER, 2_500);
    made.trace(Trace.END, "first", NEWER, 2_600);

    assertBroken(new StoppedWhenFinal(), "first");
  }

  @Test
  void anEventThatNobodyHeardIsNoticed() {
    made.heard.remove(1);

    assertBroken(new EventsHeardOnce(), "first");
  }

  @Test
  void anEventThatIsHeardTwiceIsNoticed() {
    made.heard.add(1, made.heard.getFirst());

    assertBroken(new EventsHeardOnce(), "first");
  }

  @Test
  void eventsInTheWrongOrderAreNoticed() {
    made.heard.addFirst(made.heard.remove(1));

    assertBroken(new EventsHeardOnce(), "first");
  }

  @Test
  void aStrangersEventIsNoticed() {
    made.heard.add(new Heard("nobody", 1, "accepted"));

    assertBroken(new EventsHeardOnce(), "nobody");
  }

  @Test
  void whatIsLeftIsNoticed() {
    made.leftovers.put("permits held", 1L);

    assertThat(new NothingLeft().breaches(made.history()))
        .extracting(Breach::what)
        .containsExactly("permits held: 1");
  }

  private void assertKept(Promise promise) {
    assertThat(promise.breaches(made.history())).as(promise.says()).isEmpty();
  }

  private void assertBroken(Promise promise, String job) {
    assertThat(promise.breaches(made.history()))
        .as(promise.says())
        .isNotEmpty()
        .allSatisfy(breach -> assertThat(breach.jobs()).contains(job));
  }
}
