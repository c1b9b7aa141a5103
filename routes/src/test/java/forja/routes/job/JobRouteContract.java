package forja.routes.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import forja.common.job.Failure;
import forja.common.job.JobReport;
import forja.common.job.JobSpec;
import forja.common.job.Outcome;
import forja.common.job.Token;
import forja.common.wire.Wire;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.MDC;

/** What every capability's route must do, whatever the work is. */
public abstract class JobRouteContract<S extends JobSpec> extends JobStopContract<S> {
  @Test
  void announcesTheStartBeforeTheWorkBegins() {
    var toldBefore = new AtomicInteger();
    executor =
        (_, _, _) -> {
          toldBefore.set(deliveries.told().size());
          return Outcome.succeeded(Map.of());
        };

    deliver(3).end();

    assertThat(toldBefore).hasValue(1);
    assertThat(deliveries.told())
        .containsExactly(
            new JobReport.Started(deliveries.job(), new Token(1, 2, 3), clock.instant()));
  }

  @Test
  void reportsWhatCameOfTheWork() {
    var begin = clock.instant();
    executor =
        (_, _, _) -> {
          clock.pass(Duration.ofSeconds(5));
          return Outcome.succeeded(Map.of("answer", 42));
        };

    assertThat(deliver(1).end())
        .isEqualTo(
            new JobReport.Succeeded(
                deliveries.job(),
                new Token(1, 2, 1),
                begin,
                begin.plusSeconds(5),
                0,
                Map.of("answer", 42)));
  }

  @Test
  void speaksWithTheProofThatCameWithTheJob() {
    executor = (_, _, _) -> Outcome.succeeded(Map.of());

    var end = (JobReport.Final) deliver(1).end();

    assertThat(end.token().proof()).isEqualTo(Deliveries.PROOF);
    assertThat(deliveries.told())
        .isNotEmpty()
        .allSatisfy(told -> assertThat(told.token().proof()).isEqualTo(Deliveries.PROOF));
  }

  @Test
  void marksWhatIsLoggedMeanwhileWithJobAndRequest() {
    var marks = new AtomicReference<String>();
    executor =
        (_, _, _) -> {
          marks.set(MDC.get("job") + " " + MDC.get("request"));
          return Outcome.succeeded(Map.of());
        };

    deliver(1).end();

    assertThat(marks).hasValue(deliveries.job() + " request-1");
  }

  @Test
  void givesTheExecutorTheSpecAndTheToken() {
    executor =
        (work, spec, _) -> {
          assertThat(work.id()).isEqualTo(deliveries.job());
          assertThat(work.customer()).isEqualTo("main");
          assertThat(work.token()).isEqualTo(new Token(1, 2, 4));
          assertThat(spec).isEqualTo(aSpec());
          return Outcome.succeeded(Map.of());
        };

    assertThat(deliver(4).end()).isInstanceOf(JobReport.Succeeded.class);
  }

  @ParameterizedTest
  @EnumSource
  void reportsAFailureAsItIs(Failure.Kind kind) {
    executor = (_, _, _) -> Outcome.failed(kind, "x.y", "refused");

    assertThat(deliver(1).end())
        .isInstanceOfSatisfying(
            JobReport.Failed.class,
            failed -> assertThat(failed.failure()).isEqualTo(new Failure(kind, "x.y", "refused")));
  }

  @Test
  void reportsACrashInsteadOfRetryingIt() {
    executor =
        (_, _, _) -> {
          throw new IllegalStateException("a bug");
        };

    assertCrashed("java.lang.IllegalStateException: a bug");
  }

  @Test
  void reportsAnErrorOfTheMachineAsACrashToo() {
    executor =
        (_, _, _) -> {
          throw new StackOverflowError("too deep");
        };

    assertCrashed("java.lang.StackOverflowError: too deep");
  }

  private void assertCrashed(String message) {
    assertThat(deliver(1).end())
        .isInstanceOfSatisfying(
            JobReport.Failed.class,
            failed ->
                assertThat(failed.failure())
                    .isEqualTo(new Failure(Failure.Kind.CRASHED, "forja.crashed", message)));
    assertThat(running.claims()).isEmpty();
  }

  @Test
  void saysInTheEndHowManyChunksTheLogHas() {
    executor =
        (_, _, progress) -> {
          progress.log("a".repeat(40_000));
          return Outcome.succeeded(Map.of());
        };

    var end = endOf(deliver(1));

    assertThat(end.logChunks()).isEqualTo(4);
    assertThat(deliveries.log().take(100)).hasSize(4);
  }

  @Test
  void tellsHowFarTheWorkIs() {
    executor =
        (_, _, progress) -> {
          progress.reached(-5, "begun");
          progress.reached(140, "a\0" + "é".repeat(1_000));
          return Outcome.succeeded(Map.of());
        };

    deliver(1).end();

    assertThat(deliveries.told().stream().filter(JobReport.Progressed.class::isInstance))
        .map(JobReport.Progressed.class::cast)
        .extracting(JobReport.Progressed::number, JobReport.Progressed::percent, p -> p.message())
        .containsExactly(tuple(1, 0, "begun"), tuple(2, 100, "a\uFFFD" + "é".repeat(498)));
  }

  @Test
  void letsTheConsumerKnowWhatCannotBeRead() {
    var delivered = deliveries.deliver(context, JOBS, "{\"no\":\"job\"}".getBytes(UTF_8), 1);

    assertThat(delivered.exception()).isInstanceOf(Wire.Unreadable.class);
    assertThat(deliveries.told()).isEqualTo(List.of());
  }
}
