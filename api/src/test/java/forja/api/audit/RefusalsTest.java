package forja.api.audit;

import static forja.api.audit.CallsForTests.CREATES;
import static forja.api.audit.CallsForTests.REMOVES;
import static org.assertj.core.api.Assertions.assertThat;

import forja.api.audit.Refusals.Refusal;
import forja.api.ledger.ClockForTests;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Few words for many refusals. */
class RefusalsTest {
  private final ClockForTests clock = new ClockForTests();
  private final List<Refusal> told = new ArrayList<>();
  private final Refusals refusals = new Refusals(clock, 3, told::add);

  private void stranger(String address) {
    refusals.add(CallsForTests.ofAStranger(REMOVES, address), 401);
  }

  @Test
  void tellsOfTheFirstAtOnceAndOfTheOthersWhenTheMinuteIsOver() {
    for (int i = 0; i < 10; i++) {
      stranger("192.0.2.1");
      clock.advance(Duration.ofSeconds(5));
    }
    assertThat(told).extracting(Refusal::times).containsExactly(1);

    clock.advance(Duration.ofSeconds(10));
    refusals.closeOld();

    assertThat(told).extracting(Refusal::times).containsExactly(1, 9);
    refusals.closeOld();
    refusals.closeAll();
    assertThat(told).hasSize(2);
  }

  @Test
  void tellsApartWhoAskedForWhatAndWhatTheAnswerWas() {
    refusals.add(CallsForTests.of(REMOVES, "user:anna", "a"), 404);
    refusals.add(CallsForTests.of(REMOVES, "user:ben", "a"), 404);
    refusals.add(CallsForTests.of(CREATES, "user:anna", ""), 404);

    assertThat(told).hasSize(3).extracting(Refusal::times).containsOnly(1);
  }

  @Test
  void forgetsWhoFloodsFromEverywhere() {
    for (int i = 0; i < 1_000; i++) {
      stranger("192.0.2." + i);
    }
    refusals.closeAll();

    assertThat(told).hasSize(5);
    assertThat(told.get(3).kind().address()).isEqualTo("many");
    assertThat(told.getLast().times()).isEqualTo(996);
  }

  @Test
  void tellsLaterWhatCouldNotBeWritten() {
    stranger("192.0.2.1");
    refusals.takeBack(told.getFirst());
    stranger("192.0.2.1");
    told.clear();

    refusals.closeAll();

    assertThat(told).extracting(Refusal::times).containsExactly(2);
  }
}
