package forja.chaos.promise;

import static forja.chaos.promise.HandMadeHistory.TOKEN;
import static forja.chaos.promise.HandMadeHistory.WORKER;
import static forja.chaos.promise.HandMadeHistory.at;
import static org.assertj.core.api.Assertions.assertThat;

import forja.chaos.history.Life;
import forja.chaos.history.StruckFault;
import forja.chaos.plan.FaultKind;
import org.junit.jupiter.api.Test;

/** Children that live on are noticed, whatever has happened to their worker. */
class ChildrenDieWithWorkersTest {
  private final HandMadeHistory made = HandMadeHistory.kept();

  @Test
  void aChildOfADeadWorkerIsNoticed() {
    made.faults.add(new StruckFault(FaultKind.WORKER_KILLED, WORKER, at(1_900), at(2_000)));
    made.lives.add(new Life(7, WORKER, "first", TOKEN, at(1_100), at(4_101)));

    assertBroken();
  }

  @Test
  void aChildOfAFrozenWorkerIsNoticed() {
    made.faults.add(new StruckFault(FaultKind.WORKER_FROZEN, WORKER, at(1_200), at(5_000)));
    made.lives.add(new Life(7, WORKER, "first", TOKEN, at(1_100), at(3_301)));

    assertBroken();
  }

  @Test
  void aChildOfAWorkerThatNobodyHearsIsNoticed() {
    made.faults.add(new StruckFault(FaultKind.CONNECTION_SILENT, WORKER, at(1_200), at(5_000)));
    made.lives.add(new Life(7, WORKER, "first", TOKEN, at(1_100), at(3_450)));
    assertKept();

    made.lives.add(new Life(8, WORKER, "first", TOKEN, at(1_100), at(3_451)));
    assertBroken();
  }

  @Test
  void aChildThatAWorkerStartedAfterItsFrostIsGood() {
    made.faults.add(new StruckFault(FaultKind.WORKER_FROZEN, WORKER, at(0), at(500)));
    made.lives.add(new Life(7, WORKER, "first", TOKEN, at(1_100), at(9_000)));

    assertKept();
  }

  private void assertKept() {
    assertThat(new ChildrenDieWithWorkers().breaches(made.history())).isEmpty();
  }

  private void assertBroken() {
    assertThat(new ChildrenDieWithWorkers().breaches(made.history()))
        .isNotEmpty()
        .allSatisfy(breach -> assertThat(breach.jobs()).contains("first"));
  }
}
