package forja.routes.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import forja.common.job.JobIds;
import forja.common.job.JobReport;
import forja.common.job.ReportBundle;
import forja.common.job.Token;
import forja.common.wire.Wire;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BundleWriterTest {
  private static final int LARGEST_PLAIN_MESSAGE = 400 * 1024;
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final JobIds ids = new JobIds(Clock.systemUTC());
  private final BundleWriter writer = new BundleWriter("worker-1");

  @Test
  void saysNothingWhenThereIsNothingToSay() {
    assertThat(writer.isEmpty()).isTrue();
    assertThat(writer.bodies()).isEmpty();
  }

  @Test
  void putsEveryReportIntoOneBundle() {
    var reports = Stream.generate(() -> succeeded("x")).limit(300).toList();

    reports.forEach(report -> writer.add(Wire.write(report)));

    assertThat(writer.isEmpty()).isFalse();
    assertThat(read()).containsExactly(new ReportBundle("worker-1", reports));
  }

  @Test
  void beginsAnotherBundleBeforeAMessageGrowsTooLarge() {
    var reports = Stream.generate(() -> succeeded("x".repeat(60_000))).limit(20).toList();

    reports.forEach(report -> writer.add(Wire.write(report)));

    assertThat(writer.bodies())
        .hasSizeBetween(2, 19)
        .allSatisfy(body -> assertThat(body.length).isLessThan(LARGEST_PLAIN_MESSAGE));
    assertThat(read().stream().flatMap(bundle -> bundle.reports().stream()))
        .containsExactlyElementsOf(reports);
  }

  private List<ReportBundle> read() {
    return writer.bodies().stream().map(body -> Wire.read(body, ReportBundle.class)).toList();
  }

  private JobReport succeeded(String words) {
    return new JobReport.Succeeded(
        ids.next(), new Token(1, 1, 1), NOW, NOW, 0, Map.of("echo", words));
  }
}
