package forja.cli.session;

import static org.assertj.core.api.Assertions.assertThat;

import forja.cli.json.Json;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class RenewalsTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void comeAMinuteBeforeTheEndAndLaterInAShortLife() {
    assertThat(dueAfter(900)).isEqualTo(NOW.plusSeconds(840));
    assertThat(dueAfter(100)).isEqualTo(NOW.plusSeconds(80));
    assertThat(dueAfter(0)).isEqualTo(NOW);
  }

  private static Instant dueAfter(int seconds) {
    var answer = Json.object().put("refresh", "r").put("expiresIn", seconds);
    return Renewals.of(answer, Clock.fixed(NOW, ZoneOffset.UTC)).due();
  }
}
