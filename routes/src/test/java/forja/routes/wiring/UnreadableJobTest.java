package forja.routes.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import forja.common.job.Failure;
import forja.common.job.JobId;
import forja.common.job.JobReport;
import forja.common.job.Token;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnreadableJobTest {
  private static final String JOB = "01919b5e-5f00-7000-8000-000000000000";
  private static final Instant NOW = Instant.EPOCH;
  private static final UnreadableJob.Receipt RECEIPT = new UnreadableJob.Receipt(3, "a-proof");

  @Test
  void endsTheJobThatItsDuplicateIdNames() {
    var failure = new Failure(Failure.Kind.CRASHED, "forja.unreadable-job", "nonsense");

    assertThat(UnreadableJob.report(JOB + ":2:7", RECEIPT, "nonsense", NOW))
        .contains(new JobReport.Failed(JobId.of(JOB), new Token(2, 7, 3), NOW, NOW, 0, failure))
        .map(report -> report.token().proof())
        .contains("a-proof");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        JOB,
        JOB + ":1",
        JOB + ":1:x",
        JOB + ":1:-1",
        JOB + ":1:99999999999",
        JOB + ":1:1:1",
        "01919b5e-5f00-1000-8000-000000000000:1:1",
      })
  void saysNothingOfWhatNamesNoJob(String duplicateId) {
    assertThat(UnreadableJob.report(duplicateId, RECEIPT, "nonsense", NOW)).isEmpty();
  }
}
