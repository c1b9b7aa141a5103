package forja.common.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FailureTest {

  @Test
  void isWorthRetryingOnlyWhenSomethingWasOutOfReach() {
    assertThat(Stream.of(Failure.Kind.values()).filter(Failure.Kind::worthRetrying))
        .containsExactly(Failure.Kind.UNAVAILABLE);
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
