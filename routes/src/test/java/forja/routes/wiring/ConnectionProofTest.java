package forja.routes.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ConnectionProofTest {
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1_000);
  private final ConnectionProof proof =
      new ConnectionProof(new Fence(Duration.ofSeconds(10), now::get, _ -> {}));

  private void pass(String time) {
    now.addAndGet(Duration.parse(time).toNanos());
  }

  @Test
  void holdsWhileEachRoundTripComesInTime() throws Exception {
    for (int second = 0; second < 60; second++) {
      pass("PT1S");
      assertThat(proof.renew(() -> true)).isTrue();
    }

    pass("PT4S");
    assertThat(proof.isTooOld()).isFalse();
  }

  @Test
  void isTooOldAfterFourTenthsOfTheTimeToLive() {
    pass("PT4.001S");

    assertThat(proof.isTooOld()).isTrue();
  }

  @Test
  void isNotRenewedByAProcessThatWasFrozen() throws Exception {
    pass("PT5S");

    assertThat(proof.renew(() -> true)).isFalse();
    assertThat(proof.renew(() -> true)).isFalse();
  }

  @Test
  void isNotRenewedWhenTheFrostCameDuringTheRoundTrip() throws Exception {
    pass("PT1S");

    assertThat(proof.renew(() -> now.addAndGet(Duration.ofSeconds(4).toNanos()))).isFalse();
  }

  @Test
  void countsFromTheQuestionAndNotFromTheAnswer() throws Exception {
    proof.renew(() -> now.addAndGet(Duration.ofSeconds(3).toNanos()));
    pass("PT1.001S");

    assertThat(proof.isTooOld()).isTrue();
  }

  @Test
  void doesNotHideThatTheBrokerIsAway() {
    assertThatThrownBy(() ->
            proof.renew(() -> {
              throw new IllegalStateException("away");
            }))
        .hasMessage("away");
  }

  @Test
  void theTimesScaleWithTheTimeToLive() {
    var fence = Fence.of(Duration.ofSeconds(3));

    assertThat(fence.proveEvery()).isEqualTo(Duration.ofMillis(150));
    assertThat(fence.silenceLimit()).isEqualTo(Duration.ofMillis(1_200));
    assertThat(fence.stopLimit()).isEqualTo(Duration.ofMillis(900));
    assertThat(fence.untilOthersStopped()).isEqualTo(Duration.ofMillis(2_100));
  }
}
