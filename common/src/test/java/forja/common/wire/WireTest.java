package forja.common.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import forja.common.farm.Ping;
import forja.common.job.Capability;
import forja.common.job.ControlOrder;
import forja.common.job.Failure;
import forja.common.job.Heartbeat;
import forja.common.job.JobChange;
import forja.common.job.JobId;
import forja.common.job.JobReport;
import forja.common.job.LogBundle;
import forja.common.job.LogChunk;
import forja.common.job.ReportBundle;
import forja.common.job.Token;
import forja.common.job.WorkerState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireTest {
  private static final JobId JOB = JobId.of("019542b1-7b7b-7abc-8def-0123456789ab");
  private static final Token TOKEN = new Token(1, 2, 3);
  private static final Instant BEGIN = Instant.parse("2026-03-01T12:00:00.000000001Z");
  private static final Instant END = Instant.parse("2026-03-01T12:00:01Z");

  static Stream<JobReport> reports() {
    return Stream.of(
        new JobReport.Started(JOB, TOKEN, BEGIN),
        new JobReport.Progressed(JOB, TOKEN, BEGIN, END, 4, 55, "half way"),
        new JobReport.Succeeded(JOB, TOKEN, BEGIN, END, 6, Map.of("n", 1, "list", List.of("a"))),
        new JobReport.Failed(
            JOB, TOKEN, BEGIN, END, 6, new Failure(Failure.Kind.TIMED_OUT, "a.b", "too slow")),
        new JobReport.Cancelled(JOB, TOKEN, BEGIN, END, 6),
        new JobReport.HandedBack(JOB, TOKEN, BEGIN, END, 6));
  }

  @ParameterizedTest
  @MethodSource("reports")
  void readsEveryReportItWrote(JobReport report) {
    assertThat(Wire.read(Wire.write(report), JobReport.class)).isEqualTo(report);
  }

  @ParameterizedTest
  @MethodSource("reports")
  void namesAReportOnTheWireAsTheChangeItMakes(JobReport report) {
    assertThat(Wire.tree(Wire.write(report)).path("type").asText())
        .isEqualTo(report.change().wireName());
  }

  @Test
  void knowsEverySortOfReport() {
    assertThat(reports().map(JobReport::getClass))
        .containsExactlyInAnyOrderElementsOf(leaves(JobReport.class));
    assertThat(reports().map(JobReport::change))
        .containsExactly(
            JobChange.STARTED,
            JobChange.PROGRESSED,
            JobChange.SUCCEEDED,
            JobChange.FAILED,
            JobChange.CANCELLED,
            JobChange.HANDED_BACK);
    assertThat(reports().map(JobReport::at)).containsExactly(BEGIN, END, END, END, END, END);
  }

  @SuppressWarnings("unchecked")
  private static List<Class<? extends JobReport>> leaves(Class<?> family) {
    return family.isRecord()
        ? List.of((Class<? extends JobReport>) family)
        : Stream.of(family.getPermittedSubclasses())
            .flatMap(member -> leaves(member).stream())
            .toList();
  }

  @Test
  void readsTheBundleItWrote() {
    var bundle = new ReportBundle("worker-1", reports().toList());

    assertThat(Wire.read(Wire.write(bundle), ReportBundle.class)).isEqualTo(bundle);
  }

  @Test
  void readsTheLogItWroteWhateverItsLinesHold() {
    var text = "é€😀\t\u001b[31m\"\\\n\u0001";
    var bundle = new LogBundle("worker-1", List.of(new LogChunk(JOB, TOKEN, 1, END, text)));

    assertThat(Wire.read(Wire.write(bundle), LogBundle.class)).isEqualTo(bundle);
  }

  @Test
  void readsTheOrdersAndHeartbeatsItWrote() {
    var beat =
        new Heartbeat(
            "worker-1",
            "host",
            7,
            BEGIN,
            WorkerState.DRAINING,
            List.of(new Heartbeat.Serving(Capability.FARM, "default", 8, 1)),
            List.of(JOB));

    assertThat(Wire.read(Wire.write(beat), Heartbeat.class)).isEqualTo(beat);
    assertThat(
            Stream.of(
                new ControlOrder.Cancel(JOB),
                new ControlOrder.Drain("worker-1"),
                new ControlOrder.Undrain("worker-1"),
                new ControlOrder.WhoIsThere()))
        .allSatisfy(
            order -> assertThat(Wire.read(Wire.write(order), ControlOrder.class)).isEqualTo(order));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{\"echo\":\"a\",\"echo\":\"b\"}",
        "{\"echo\":\"a\"} {}",
        "{\"other\":\"a\"}",
        "[\"a\"]",
        "nonsense",
      })
  void refusesWhatIsNotExactlyWhatItShouldBe(String json) {
    assertThatExceptionOfType(Wire.Unreadable.class)
        .isThrownBy(() -> Wire.read(json.getBytes(UTF_8), Ping.class));
  }

  @Test
  void refusesADoubledKeyAlsoInATree() {
    var doubled = "{\"kind\":\"farm.ping\",\"spec\":{\"a\":1,\"a\":2}}".getBytes(UTF_8);

    assertThatExceptionOfType(Wire.Unreadable.class).isThrownBy(() -> Wire.tree(doubled));
  }

  @Test
  void refusesDeepNestingInsteadOfFollowingIt() {
    var deep = ("[".repeat(1_000) + "]".repeat(1_000)).getBytes(UTF_8);

    assertThatExceptionOfType(Wire.Unreadable.class).isThrownBy(() -> Wire.tree(deep));
  }

  @Test
  void refusesBytesThatAreNoText() {
    assertThatExceptionOfType(Wire.Unreadable.class)
        .isThrownBy(() -> Wire.tree(new byte[] {(byte) 0xFF, 0, (byte) 0xC0}));
  }

  @Test
  void keepsTheContentOutOfItsComplaint() {
    var secret = "{\"echo\":\"a\",\"pa55word\":1}".getBytes(UTF_8);

    assertThatExceptionOfType(Wire.Unreadable.class)
        .isThrownBy(() -> Wire.read(secret, Ping.class))
        .satisfies(unreadable -> assertThat(unreadable.getMessage()).doesNotContain("\"a\""));
  }
}
