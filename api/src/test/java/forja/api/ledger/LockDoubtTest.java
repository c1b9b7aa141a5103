package forja.api.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import forja.common.job.Failure;
import forja.common.job.JobIds;
import forja.common.job.JobReport;
import forja.common.job.Token;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an end says about locks depends on what was looked at. */
class LockDoubtTest {
  @ParameterizedTest
  @ValueSource(strings = {"job.deadline", "job.not-begun"})
  void staysWhenTheWorkNeverBegan(String code) {
    assertThat(after(code)).isEqualTo(LockDoubt.LEFT.code());
  }

  @Test
  void isOverWhenTheWorkWasSeenToStop() {
    assertThat(after("job.too-slow")).isEqualTo(LockDoubt.CLEARED.code());
  }

  /** Else the next holder would begin beside it, while the job waits for its next attempt. */
  @Test
  void isMadeByFormerWorkThatWasStillSeen() {
    assertThat(after("forja.former-work-alive")).isEqualTo(LockDoubt.MADE.code());
  }

  private static int after(String code) {
    var clock = Clock.systemUTC();
    var now = clock.instant();
    var failure = new Failure(Failure.Kind.TIMED_OUT, code, "late");
    var report =
        new JobReport.Failed(new JobIds(clock).next(), new Token(1, 1, 1), now, now, 0, failure);
    return LockDoubt.codeOf(Tale.of("worker-1", report));
  }
}
