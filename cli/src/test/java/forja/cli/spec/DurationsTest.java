package forja.cli.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import forja.cli.config.Misuse;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

  @ParameterizedTest
  @CsvSource({
    "90s,PT1M30S",
    "1h30m,PT1H30M",
    "2d,PT48H",
    "1d2h,PT26H",
    "0.5s,PT0.5S",
    "250ms,PT0.25S",
    "PT2S,PT2S",
    "pt2s,PT2S",
    "P1D,PT24H"
  })
  void areTypedShortOrInFull(String typed, String iso) {
    assertThat(Durations.iso(typed)).isEqualTo(iso);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "s", "1x", "1s1m", "99999999999999999999s", "PT"})
  void whatIsNoneIsRefused(String typed) {
    assertThatThrownBy(() -> Durations.iso(typed)).isInstanceOf(Misuse.class);
  }

  @Test
  void aTimeMayBeRelative() {
    var now = Instant.parse("2026-01-01T00:00:00Z");
    var clock = Clock.fixed(now, ZoneOffset.UTC);

    assertThat(Durations.time("+5m", clock)).isEqualTo("2026-01-01T00:05:00Z");
    assertThat(Durations.time("2030-01-31T12:00:00+02:00", clock))
        .isEqualTo("2030-01-31T10:00:00Z");
    assertThat(Durations.past("2h", clock)).isEqualTo("2025-12-31T22:00:00Z");
    assertThat(Durations.past("2030-01-31T12:00:00Z", clock)).isEqualTo("2030-01-31T12:00:00Z");
    assertThatThrownBy(() -> Durations.time("noon", clock)).isInstanceOf(Misuse.class);
    assertThatThrownBy(() -> Durations.past("noon", clock)).isInstanceOf(Misuse.class);
  }
}
