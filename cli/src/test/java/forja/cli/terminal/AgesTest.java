package forja.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class AgesTest {

  @Test
  void anAgeIsInTheLargestUnitThatFits() {
    assertThat(Ages.brief(Duration.ofMillis(-5))).isEqualTo("0s");
    assertThat(Ages.brief(Duration.ofSeconds(59))).isEqualTo("59s");
    assertThat(Ages.brief(Duration.ofMinutes(5))).isEqualTo("5m");
    assertThat(Ages.brief(Duration.ofHours(47))).isEqualTo("47h");
    assertThat(Ages.brief(Duration.ofDays(2))).isEqualTo("2d");
  }

  @Test
  void aSpanIsAsExactAsItIsShort() {
    assertThat(Ages.exact(Duration.ofMillis(449))).isEqualTo("0.4s");
    assertThat(Ages.exact(Duration.ofSeconds(65))).isEqualTo("1m05s");
    assertThat(Ages.exact(Duration.ofMinutes(123))).isEqualTo("2h03m");
  }

  @Test
  void theAgeOfNoTimeIsNothing() {
    var clock = Clock.fixed(Instant.parse("2026-01-01T00:05:00Z"), ZoneOffset.UTC);

    assertThat(Ages.since("2026-01-01T00:00:00Z", clock)).isEqualTo("5m");
    assertThat(Ages.since("", clock)).isEmpty();
  }

  @Test
  void whatIsNoTimeIsNone() {
    assertThat(Ages.instant("")).isEmpty();
    assertThat(Ages.instant("yesterday")).isEmpty();
    assertThat(Ages.instant("2026-01-01T00:00:00Z")).isPresent();
  }
}
