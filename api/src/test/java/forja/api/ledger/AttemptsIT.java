package forja.api.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import forja.common.job.Failure;
import forja.common.job.JobId;
import forja.common.job.JobReport;
import forja.common.job.ReportBundle;
import forja.common.job.Token;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AttemptsIT {
  private static final Duration STEP = Duration.ofSeconds(1);

  private LedgerForTests farm;

  @BeforeEach
  void open() {
    farm = new LedgerForTests(AttemptsIT.class);
  }

  @AfterEach
  void close() {
    farm.close();
  }

  @Test
  void tellsOfEachAttemptWhoTookItAndWhatCameOfIt() {
    var job = farm.released();
    var releasedAt = farm.clock.instant();
    farm.clock.advance(STEP);
    farm.report(farm.started(job, 1));
    var startedAt = farm.clock.instant();
    farm.clock.advance(STEP);
    farm.report(farm.progressed(job, 1, 10), farm.failed(job, Failure.Kind.UNAVAILABLE));
    var endedAt = farm.clock.instant();

    var failure = new Failure(Failure.Kind.UNAVAILABLE, "test.failed", "as asked");
    assertThat(seen(job))
        .containsExactly("1 w1 1.1.1 postponed unavailable", "2 null null null null");
    var first = farm.reader.attemptsOf(LedgerForTests.MAIN, job).getFirst();
    assertThat(first.releasedAt()).contains(releasedAt);
    assertThat(first.startedAt()).contains(startedAt);
    assertThat(first.end()).contains(new Attempt.End(endedAt, "postponed", Optional.of(failure)));

    farm.clock.advance(Duration.ofHours(2));
    farm.release(1);
    assertThat(seen(job)).last().isEqualTo("2 null 2.2.0 null null");
    farm.projection.apply(List.of(new ReportBundle("w2", List.of(farm.succeeded(job, 1)))));
    assertThat(seen(job))
        .containsExactly("1 w1 1.1.1 postponed unavailable", "2 w2 2.2.1 succeeded null");
  }

  @Test
  void goesOnWithTheSameAttemptAfterAHandBackAndAnotherDelivery() {
    var job = farm.released();
    farm.report(farm.started(job, 1));
    farm.report(farm.handedBack(job));
    assertThat(seen(job)).containsExactly("1 null null null null");

    farm.release(1);
    farm.report(farm.started(job, 1));
    var again = new JobReport.Started(job, new Token(1, 2, 2), farm.clock.instant());
    farm.projection.apply(List.of(new ReportBundle("w2", List.of(again))));
    assertThat(seen(job)).containsExactly("1 w2 1.2.2 null null");

    farm.ledger.cancel(LedgerForTests.MAIN, job);
    assertThat(seen(job)).containsExactly("1 w2 1.2.2 null null");
    var now = farm.clock.instant();
    farm.projection.apply(
        List.of(
            new ReportBundle(
                "w2", List.of(new JobReport.Cancelled(job, new Token(1, 2, 2), now, now, 0)))));
    assertThat(seen(job)).containsExactly("1 w2 1.2.2 cancelled null");
  }

  @Test
  void remembersTheAttemptsOfAJobThatMovedToHistory() {
    var job = farm.released();
    farm.report(farm.failed(job, Failure.Kind.WORK_FAILED));
    farm.clock.advance(Duration.ofSeconds(61));
    var mover = new HistoryMover(farm.database, farm.clock, Duration.ofSeconds(60));
    mover.turn();
    mover.turn();

    assertThat(farm.query("select id from job_history")).containsExactly(job.toString());
    assertThat(seen(job)).containsExactly("1 w1 1.1.1 failed work-failed");
    farm.ledger.retry(LedgerForTests.MAIN, job);
    assertThat(seen(job)).containsExactly("1 w1 1.1.1 failed work-failed", "2 null null null null");
  }

  /** Number, worker, token, outcome and kind of failure of each. */
  private List<String> seen(JobId job) {
    return farm.reader.attemptsOf(LedgerForTests.MAIN, job).stream()
        .map(attempt ->
            "%d %s %s %s %s"
                .formatted(
                    attempt.number(),
                    attempt.worker().orElse(null),
                    attempt.token().map(Token::toString).orElse(null),
                    attempt.end().map(Attempt.End::outcome).orElse(null),
                    attempt
                        .end()
                        .flatMap(Attempt.End::failure)
                        .map(failure -> failure.kind().wireName())
                        .orElse(null)))
        .toList();
  }
}
