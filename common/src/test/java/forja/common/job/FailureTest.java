package forja.common.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FailureTest {

  @Test
  void isNeverTriedAgainWhenThatCannotHelpOrMayHarm() {
    assertThat(Stream.of(Failure.Kind.values()).filter(kind -> !kind.mayBeRetried()))
        .containsExactly(Failure.Kind.REJECTED, Failure.Kind.UNPROVEN, Failure.Kind.CRASHED);
    assertThat(RetryPolicy.DEFAULT.on()).containsExactly(Failure.Kind.UNAVAILABLE);
  }

  /** They stand in the ledger. */
  @Test
  void hasCodesThatNeverChange() {
    assertThat(Stream.of(Failure.Kind.values()).map(kind -> kind + " " + kind.code()))
        .containsExactly(
            "REJECTED 0",
            "WORK_FAILED 1",
            "UNAVAILABLE 2",
            "TIMED_OUT 3",
            "UNPROVEN 4",
            "CRASHED 5",
            "LOST 6");
  }

  @Test
  void hasKindsThatReadBackAsTheyAreWritten() {
    assertThat(Failure.Kind.values())
        .allSatisfy(kind -> assertThat(Failure.Kind.of(kind.wireName())).isEqualTo(kind));
    assertThat(Failure.Kind.TIMED_OUT.wireName()).isEqualTo("timed-out");
  }

  @Test
  void keepsAMessageThatTheLedgerCanStore() {
    var endless = new Failure(Failure.Kind.CRASHED, "x.y", "a\0b" + "c".repeat(100_000));

    assertThat(endless.message()).startsWith("a\uFFFDbccc").hasSize(Failure.LONGEST_MESSAGE);
  }

  @Test
  void cutsAMessageBetweenCharactersNotInsideOne() {
    var smileys = new Failure(Failure.Kind.CRASHED, "x.y", "a" + "😀".repeat(10_000));

    assertThat(smileys.message()).endsWith("😀").hasSize(Failure.LONGEST_MESSAGE - 1);
  }

  @Test
  void isItsOwnMessageWhenALibraryGaveNone() {
    assertThat(new Failure(Failure.Kind.REJECTED, "x.y", null).message()).isEqualTo("x.y");
  }
}
