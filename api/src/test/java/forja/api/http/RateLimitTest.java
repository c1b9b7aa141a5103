package forja.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A bucket of tokens for each who asks. */
class RateLimitTest {
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1);
  private final RateLimit limit = new RateLimit(10, 20, 100, now::get);

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  private long goingNow(String who, int asked) {
    return IntStream.range(0, asked).filter(_ -> limit.take(who).isZero()).count();
  }

  @Test
  void letsABurstThroughAndThenSoManyASecond() {
    assertThat(goingNow("anna", 50)).isEqualTo(20);

    pass(Duration.ofSeconds(1));
    assertThat(goingNow("anna", 50)).isEqualTo(10);

    pass(Duration.ofMinutes(1));
    assertThat(goingNow("anna", 50)).isEqualTo(20);
  }

  @Test
  void saysHowLongToWait() {
    goingNow("anna", 20);

    assertThat(limit.take("anna")).isEqualTo(Duration.ofMillis(100));
    pass(Duration.ofMillis(100));
    assertThat(limit.take("anna")).isZero();
  }

  @Test
  void countsEachOneAlone() {
    goingNow("anna", 50);

    assertThat(goingNow("ben", 50)).isEqualTo(20);
  }

  @Test
  void holdsNoMoreThanSoManyAtOnce() {
    long went = IntStream.range(0, 10_000).mapToLong(who -> goingNow("w" + who, 1)).sum();

    assertThat(limit.size()).isEqualTo(101);
    assertThat(went).as("the newcomers share a bucket").isEqualTo(120);

    pass(Duration.ofSeconds(5));
    assertThat(goingNow("new", 50)).isEqualTo(20);
    assertThat(limit.size()).isLessThan(10);
  }
}
