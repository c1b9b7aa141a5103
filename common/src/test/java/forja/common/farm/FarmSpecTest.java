package forja.common.farm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import forja.common.job.Failure;
import forja.common.job.InvalidSpec;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class FarmSpecTest {

  @Test
  void fillsInWhatWasLeftOut() {
    assertThat(new Ping(null)).isEqualTo(new Ping("pong"));
    assertThat(Chatter.of(null, null, null)).isEqualTo(Chatter.of(10, 60, Duration.ZERO));
    assertThat(Effect.at("drill", null)).isEqualTo(new Effect("drill", Duration.ZERO, 0, false));
    assertThat(new Fail(null, null, null))
        .isEqualTo(new Fail(Failure.Kind.WORK_FAILED, "failed as asked", Integer.MAX_VALUE));
  }

  @Test
  void pingsWithSoManyCharactersAndNoMore() {
    assertThat(new Ping("x".repeat(Ping.LONGEST_ECHO)).echo()).hasSize(Ping.LONGEST_ECHO);
    refuses("echo", "must be at most 1000 characters", () -> new Ping("x".repeat(1_001)));
  }

  @Test
  void sleepsFromNoTimeToADay() {
    assertThat(new Sleep(Duration.ZERO).duration()).isZero();
    assertThat(new Sleep(Sleep.LONGEST).duration()).isEqualTo(Duration.ofDays(1));
    refuses("for", "is missing", () -> new Sleep(null));
    refuses(
        "for",
        "must be between PT0S and PT24H, found PT24H0.000000001S",
        () -> new Sleep(Sleep.LONGEST.plusNanos(1)));
    refuses(
        "for",
        "must be between PT0S and PT24H, found PT-1S",
        () -> new Sleep(Duration.ofSeconds(-1)));
  }

  @Test
  void failsAtLeastOnceAndSaysWhyInFewWords() {
    refuses("attempts", "must be between 1 and 2147483647, found 0", () -> new Fail(null, null, 0));
    refuses(
        "message",
        "must be at most 1000 characters",
        () -> new Fail(null, "x".repeat(1_001), null));
  }

  @Test
  void chattersWithinLimits() {
    refuses("lines", "must be between 1 and 10000000, found 0", () -> Chatter.of(0, null, null));
    refuses(
        "width", "must be between 1 and 10000, found 10001", () -> Chatter.of(null, 10_001, null));
    refuses(
        "every",
        "must be between PT0S and PT1H, found PT2H",
        () -> Chatter.of(null, null, Duration.ofHours(2)));
  }

  @Test
  void leavesItsEffectOnlyInItsOwnFolder() {
    assertThat(Effect.at("a.b_c-9", null).target()).isEqualTo("a.b_c-9");
    refuses("target", "is missing", () -> Effect.at(null, null));
    for (var name :
        new String[] {"", "..", "../x", "a/b", ".hidden", "A", "a\0", "x".repeat(101)}) {
      refuses(
          "target",
          "must be 1 to 100 of a-z, 0-9, '.', '_' and '-', found " + name,
          () -> Effect.at(name, null));
    }
  }

  @Test
  void keepsAtMostFiftyChildren() {
    assertThat(new Effect("drill", null, 50, true).processes()).isEqualTo(50);
    refuses(
        "processes",
        "must be between 0 and 50, found 51",
        () -> new Effect("drill", null, 51, null));
  }

  private static void refuses(String field, String problem, ThrowingCallable made) {
    assertThatExceptionOfType(InvalidSpec.class)
        .isThrownBy(made)
        .withMessage(problem)
        .satisfies(invalid -> assertThat(invalid.field()).isEqualTo(field));
  }
}
