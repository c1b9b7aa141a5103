package forja.api.identity;

import static org.assertj.core.api.Assertions.assertThat;

import forja.api.ledger.ClockForTests;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AttemptsTest {
  private static final String HOME = "192.0.2.7";

  private final ClockForTests clock = new ClockForTests();
  private final Attempts attempts = new Attempts(clock);

  private Optional<Duration> begin() {
    return attempts.begin(HOME);
  }

  private void failFreely() {
    for (int number = 0; number < Attempts.FREE; number++) {
      assertThat(begin()).isEmpty();
    }
  }

  @Test
  void letsFiveFailBeforeThereIsAPause() {
    failFreely();

    assertThat(begin()).contains(Duration.ofSeconds(1));
  }

  @Test
  void doublesThePauseUpToAMinute() {
    failFreely();
    var pauses = new ArrayList<Long>();
    for (int number = 0; number < 8; number++) {
      var pause = begin().orElseThrow();
      pauses.add(pause.toSeconds());
      clock.advance(pause);
      assertThat(begin()).isEmpty();
    }

    assertThat(pauses).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);
  }

  @Test
  void doesNotCountWhatComesTooSoon() {
    failFreely();
    for (int number = 0; number < 100; number++) {
      assertThat(begin()).contains(Duration.ofSeconds(1));
    }

    clock.advance(Duration.ofSeconds(1));

    assertThat(begin()).isEmpty();
  }

  @Test
  void takesBackAnAttemptThatWentWellAndNoneBeforeIt() {
    for (int number = 0; number < 4; number++) {
      assertThat(begin()).isEmpty();
    }
    for (int number = 0; number < 10; number++) {
      assertThat(begin()).isEmpty();
      attempts.takeBack(HOME);
    }
    assertThat(begin()).isEmpty();

    assertThat(begin()).isPresent();
  }

  @Test
  void forgetsAfterAWhile() {
    failFreely();

    clock.advance(Attempts.MEMORY);

    failFreely();
    assertThat(begin()).contains(Duration.ofSeconds(1));
  }

  @Test
  void slowsNobodyElse() {
    failFreely();

    assertThat(attempts.begin("192.0.2.8")).isEmpty();
  }

  @Test
  void keepsNoMoreThanItHasRoomFor() {
    for (int number = 0; number < 30_000; number++) {
      assertThat(attempts.begin("10.0." + number / 250 + "." + number % 250)).isEmpty();
    }

    assertThat(attempts.size()).isEqualTo(20_000);
  }
}
