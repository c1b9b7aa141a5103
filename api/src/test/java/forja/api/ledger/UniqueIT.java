package forja.api.ledger;

import static forja.api.ledger.LedgerForTests.AT_ONCE;
import static forja.api.ledger.LedgerForTests.MAIN;
import static org.assertj.core.api.Assertions.assertThat;

import forja.common.job.Failure;
import forja.common.job.JobId;
import forja.common.job.JobState;
import forja.common.job.Unique;
import forja.common.job.Unique.Otherwise;
import forja.common.job.Unique.Span;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One job at most has a key, while it holds it. */
class UniqueIT {
  private static final Unique NIGHTLY = new Unique("nightly", null, null);
  private static final Unique REFUSED = new Unique("nightly", null, Otherwise.REFUSE);
  private static final Unique PENDING = new Unique("nightly", Span.QUEUED, null);

  private LedgerForTests farm;

  @BeforeEach
  void open() {
    farm = new LedgerForTests(UniqueIT.class);
  }

  @AfterEach
  void close() {
    farm.close();
  }

  @Test
  void answersWithTheJobThatHoldsTheKeyUntilThatHasEnded() {
    var first = booked(NIGHTLY);

    assertThat(accept(NIGHTLY)).isEqualTo(new Accepted.Existing(first, JobState.QUEUED));
    assertThat(accept(REFUSED)).isEqualTo(new Accepted.NotUnique(first, JobState.QUEUED));
    farm.release(1_000);
    farm.report(farm.started(first, 1));
    assertThat(accept(NIGHTLY)).isEqualTo(new Accepted.Existing(first, JobState.RUNNING));
    farm.report(farm.succeeded(first, 1));

    assertThat(accept(REFUSED)).isInstanceOf(Accepted.Booked.class);
    assertThat(farm.query("select count(*) from job")).containsExactly("2");
    assertThat(farm.row(first).unique()).contains(NIGHTLY);
  }

  @Test
  void isFreeAgainWithTheReleaseWhenItIsHeldWhileQueued() {
    var first = booked(PENDING);
    assertThat(accept(PENDING)).isEqualTo(new Accepted.Existing(first, JobState.QUEUED));

    farm.release(1_000);

    var second = booked(PENDING);
    assertThat(accept(PENDING)).isEqualTo(new Accepted.Existing(second, JobState.QUEUED));
  }

  @Test
  void keepsKeysOfOtherCustomersAndOtherWhilesApart() {
    farm.execute("insert into customer (id, name) values (7, 'other')");
    var request = farm.unique(NIGHTLY).request();

    assertThat(farm.accept(List.of(farm.unique(NIGHTLY), farm.job(7, request))))
        .hasOnlyElementsOfType(Accepted.Booked.class);
    assertThat(accept(PENDING)).isInstanceOf(Accepted.Booked.class);
  }

  @Test
  void isDecidedRowByRowInABatch() {
    var rows =
        List.of(farm.unique(NIGHTLY), farm.unique(NIGHTLY), farm.unique(REFUSED), farm.job());

    var answers = farm.accept(rows);

    var first = rows.getFirst().id();
    assertThat(answers)
        .containsExactly(
            new Accepted.Booked(first, JobState.QUEUED),
            new Accepted.Existing(first, JobState.QUEUED),
            new Accepted.NotUnique(first, JobState.QUEUED),
            new Accepted.Booked(rows.getLast().id(), JobState.QUEUED));
    assertThat(farm.query("select count(*) from ready")).containsExactly("2");
  }

  /** Two api processes, and everybody asks at the same moment. */
  @Test
  void makesOneJobHoweverManyAskAtOnce() {
    try (var other = new Ledger(farm.database, farm.clock, farm.bell, farm.stopper)) {
      for (int round = 0; round < 20; round++) {
        var key = new Unique("round-" + round, round % 2 == 0 ? Span.QUEUED : null, null);
        var answers =
            IntStream.range(0, 200)
                .mapToObj(i -> atOnce(i % 2 == 0 ? farm.ledger : other, farm.unique(key)))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(answers.stream().filter(Accepted.Booked.class::isInstance)).hasSize(1);
        assertThat(answers.stream().map(Accepted::id).distinct()).hasSize(1);
      }
      assertThat(farm.query("select count(*) from job")).containsExactly("20");
    }
  }

  private static CompletableFuture<Accepted> atOnce(Ledger ledger, NewJob job) {
    return CompletableFuture.supplyAsync(
        () -> ledger.accept(List.of(job)).join().getFirst(), AT_ONCE);
  }

  @Test
  void letsABookingKeyStandForTheJobThatAnswered() {
    var first = booked(NIGHTLY);

    assertThat(accept(keyed(NIGHTLY, "k"))).isInstanceOf(Accepted.Existing.class);
    assertThat(accept(keyed(NIGHTLY, "k")))
        .isEqualTo(new Accepted.Repeated(first, JobState.QUEUED));

    assertThat(accept(keyed(REFUSED, "r"))).isInstanceOf(Accepted.NotUnique.class);
    assertThat(accept(keyed(REFUSED, "r"))).isInstanceOf(Accepted.NotUnique.class);
    assertThat(accept(keyed(PENDING, "r"))).isInstanceOf(Accepted.KeyTaken.class);
    assertThat(farm.accept(List.of(keyed(PENDING, "r"), keyed(REFUSED, "r"))))
        .hasExactlyElementsOfTypes(Accepted.KeyTaken.class, Accepted.NotUnique.class);
    farm.release(1_000);
    farm.report(farm.succeeded(first, 1));
    assertThat(accept(keyed(REFUSED, "r"))).isInstanceOf(Accepted.Booked.class);
    assertThat(accept(keyed(NIGHTLY, "k")))
        .isEqualTo(new Accepted.Repeated(first, JobState.SUCCEEDED));
  }

  @Test
  void tellsARepeatedRequestOfTheSameBatchTheSame() {
    var first = booked(NIGHTLY);

    assertThat(farm.accept(List.of(keyed(NIGHTLY, "k"), keyed(NIGHTLY, "k"))))
        .containsExactly(
            new Accepted.Existing(first, JobState.QUEUED),
            new Accepted.Repeated(first, JobState.QUEUED));
  }

  @Test
  void triesNoJobAgainWhoseKeyAnotherHolds() {
    var first = booked(NIGHTLY);
    fail(first);
    var second = booked(NIGHTLY);

    assertThat(farm.ledger.retry(MAIN, first)).isEqualTo(new RetryAnswer.NotUnique(second));
    assertThat(farm.row(first).state()).isEqualTo(JobState.FAILED);
    fail(second);
    assertThat(farm.ledger.retry(MAIN, first)).isInstanceOf(RetryAnswer.Done.class);

    assertThat(accept(NIGHTLY)).isEqualTo(new Accepted.Existing(first, JobState.QUEUED));
    assertThat(farm.ledger.retry(MAIN, second)).isEqualTo(new RetryAnswer.NotUnique(first));
  }

  @Test
  void countsAJobThatMovedToHistoryAsEnded() {
    var first = booked(NIGHTLY);
    fail(first);
    farm.clock.advance(Duration.ofMinutes(2));
    try (var mover = new HistoryMover(farm.database, farm.clock)) {
      assertThat(mover.turn()).isEqualTo(1);
    }

    var second = booked(NIGHTLY);

    assertThat(farm.ledger.retry(MAIN, first)).isEqualTo(new RetryAnswer.NotUnique(second));
  }

  @Test
  void sweepsKeysOfJobsThatHaveEnded() {
    var ended = booked(NIGHTLY);
    fail(ended);
    booked(PENDING);
    booked(new Unique("other", null, null));

    try (var sweeper = new LedgerSweeper(farm.database, farm.clock)) {
      sweeper.turn();
    }

    assertThat(farm.query("select key || unique_while from unique_job order by 1"))
        .containsExactly("nightly0", "other1");
    assertThat(accept(NIGHTLY)).isInstanceOf(Accepted.Booked.class);
  }

  private void fail(JobId job) {
    farm.release(1_000);
    farm.report(farm.failed(job, Failure.Kind.REJECTED));
  }

  private NewJob keyed(Unique unique, String key) {
    var job = farm.unique(unique);
    var bookingKey = BookingKey.of(key, unique.toString().getBytes(StandardCharsets.UTF_8));
    return new NewJob(job.id(), MAIN, job.request(), Optional.of(bookingKey), job.acceptedAt());
  }

  private JobId booked(Unique unique) {
    return Stream.of(accept(unique))
        .map(Accepted.Booked.class::cast)
        .map(Accepted.Booked::id)
        .findFirst()
        .orElseThrow();
  }

  private Accepted accept(Unique unique) {
    return accept(farm.unique(unique));
  }

  private Accepted accept(NewJob job) {
    return farm.accept(List.of(job)).getFirst();
  }
}
