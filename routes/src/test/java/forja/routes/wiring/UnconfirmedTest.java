package forja.routes.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class UnconfirmedTest {
  private static final Release ONE = release("one");
  private static final Release TWO = release("two");

  private long now = -3;
  private final Unconfirmed unconfirmed = new Unconfirmed(() -> now);

  private static Release release(String id) {
    return new Release("queue", id, id + ":1:1", "a-proof", new byte[0]);
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }

  @Test
  void forgetsWhatIsConfirmed() {
    unconfirmed.add(ONE);
    unconfirmed.add(TWO);

    unconfirmed.confirm(ONE);

    assertThat(unconfirmed.all()).containsExactly(TWO);
  }

  @Test
  void isOverdueAfterTwoSecondsWithoutAWord() {
    unconfirmed.add(ONE);
    pass(Duration.ofSeconds(2));
    assertThat(unconfirmed.overdue()).isEmpty();

    pass(Duration.ofNanos(1));

    assertThat(unconfirmed.overdue()).containsExactly(ONE);
  }

  @Test
  void waitsAnewWhenItWasSentAgain() {
    unconfirmed.add(ONE);
    pass(Duration.ofSeconds(3));

    unconfirmed.add(ONE);

    assertThat(unconfirmed.overdue()).isEmpty();
    assertThat(unconfirmed.all()).containsExactly(ONE);
  }

  @Test
  void leavesToTheReconcilerWhatStaysUnconfirmedForLong() {
    unconfirmed.add(ONE);
    pass(Duration.ofSeconds(20));
    unconfirmed.add(ONE);
    pass(Duration.ofSeconds(10));
    assertThat(unconfirmed.all()).containsExactly(ONE);

    pass(Duration.ofNanos(1));

    assertThat(unconfirmed.all()).isEmpty();
    assertThat(unconfirmed.overdue()).isEmpty();
  }
}
