package forja.api.ledger;

import static forja.api.ledger.LedgerForTests.MAIN;
import static org.assertj.core.api.Assertions.assertThat;

import forja.common.job.JobId;
import forja.common.job.JobRequest;
import forja.common.job.JobState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LedgerIT {
  private LedgerForTests farm;

  @BeforeAll
  void open() {
    farm = new LedgerForTests(LedgerIT.class);
  }

  @AfterAll
  void close() {
    farm.close();
  }

  /** D28 */
  @Test
  void booksAJobAndShowsIt() {
    var asked = farm.job();

    var answer = farm.accept(List.of(asked));

    assertThat(answer).containsExactly(new Accepted.Booked(asked.id(), JobState.QUEUED));
    var row = farm.row(asked.id());
    assertThat(row.state()).isEqualTo(JobState.QUEUED);
    assertThat(row.kind()).isEqualTo("farm.ping");
    assertThat(row.spec()).isEqualTo("{\"echo\":\"pong\"}");
    assertThat(row.acceptedAt()).isEqualTo(asked.acceptedAt());
    assertThat(farm.changes(asked.id())).containsExactly("1 ACCEPTED QUEUED");
  }

  @Test
  void showsNobodyTheJobOfAnother() {
    assertThat(farm.reader.find(MAIN + 1, farm.accepted())).isEmpty();
  }

  @Test
  void booksAllJobsOfManyCallers() {
    var answers =
        IntStream.range(0, 40).mapToObj(_ -> farm.ledger.accept(farm.jobs(MAIN, 250))).toList();

    var booked =
        answers.stream().flatMap(answer -> answer.join().stream()).map(Accepted::id).toList();
    assertThat(booked).hasSize(10_000).doesNotHaveDuplicates();
    assertThat(farm.reader.find(MAIN, booked)).hasSize(10_000);
  }

  @Test
  void givesTheSameJobForTheSameKeyAndBody() {
    var first = keyed("order-1", "body");
    var again = keyed("order-1", "body");
    var other = keyed("order-1", "another body");

    assertThat(farm.accept(List.of(first, again)))
        .containsExactly(
            new Accepted.Booked(first.id(), JobState.QUEUED),
            new Accepted.Repeated(first.id(), JobState.QUEUED));
    assertThat(farm.accept(List.of(again, other)))
        .containsExactly(
            new Accepted.Repeated(first.id(), JobState.QUEUED), new Accepted.KeyTaken(first.id()));
    assertThat(farm.reader.find(MAIN, List.of(again.id(), other.id()))).isEmpty();
  }

  @Test
  void makesOneJobOfManyRequestsWithOneKeyAtOnce() {
    var second = new Ledger(farm.database, farm.clock, farm.bell, farm.stopper);
    var answers = new ArrayList<CompletableFuture<List<Accepted>>>();
    for (int round = 0; round < 30; round++) {
      answers.add(
          farm.ledger.accept(List.of(farm.job(), keyed("b" + round, ""), keyed("a" + round, ""))));
      answers.add(
          second.accept(List.of(keyed("a" + round, ""), farm.job(), keyed("b" + round, ""))));
    }

    answers.forEach(CompletableFuture::join);
    second.close();

    assertThat(
            farm.query(
                "select count(*) from booking_key join job on job.id = booking_key.job where key ~"
                    + " '^[ab][0-9]+$'"))
        .containsExactly("60");
    var booked =
        answers.stream().flatMap(a -> a.join().stream()).filter(Accepted.Booked.class::isInstance);
    assertThat(booked).hasSize(120);
  }

  @Test
  void takesAKeyAnewWhenItHasExpired() {
    var first = keyed("old", "");
    farm.accept(first);

    farm.clock.advance(BookingKeys.KEPT.plusSeconds(1));
    var again = keyed("old", "another body");

    assertThat(farm.accept(again)).isEqualTo(again.id());
  }

  @Test
  void failsOnlyTheJobThatTheDatabaseRefuses() {
    var good = farm.jobs(MAIN, 20);
    var bad =
        new NewJob(
            farm.ids.next(),
            MAIN,
            good.getFirst().request(),
            key("a\0b", ""),
            farm.clock.instant());
    var mixed = new ArrayList<>(good);
    mixed.add(7, bad);

    var answers = farm.accept(mixed);

    assertThat(answers.get(7)).isInstanceOf(Accepted.Refused.class);
    assertThat(answers).filteredOn(Accepted.Booked.class::isInstance).hasSize(20);
    assertThat(farm.reader.find(MAIN, good.stream().map(NewJob::id).toList())).hasSize(20);
  }

  @Test
  void saysThatItIsBusyInsteadOfHoldingEverythingInMemory() {
    var answers =
        IntStream.range(0, 30).mapToObj(_ -> farm.ledger.accept(farm.jobs(MAIN, 5_000))).toList();

    var busy = answers.stream().filter(answer -> isBusy(answer)).count();
    assertThat(busy).isPositive().isLessThan(30);
  }

  private static boolean isBusy(CompletableFuture<List<Accepted>> answer) {
    try {
      answer.join();
      return false;
    } catch (CompletionException failed) {
      return failed.getCause() instanceof LedgerBusy;
    }
  }

  @Test
  void listsNewestFirstPageByPage() {
    var labels = Map.of("team", "pages");
    var plain = farm.job().request();
    var request =
        new JobRequest(
            plain.spec(),
            0,
            Optional.empty(),
            plain.timeLimit(),
            plain.retry(),
            labels,
            "default",
            List.of(),
            Optional.empty(),
            Optional.empty());
    var asked = IntStream.range(0, 25).mapToObj(_ -> farm.job(MAIN, request)).toList();
    farm.accept(asked);
    var filter = pages(labels);

    var seen = new ArrayList<JobId>();
    var page = farm.reader.list(MAIN, filter, Optional.empty(), 10);
    while (!page.isEmpty()) {
      page.forEach(row -> seen.add(row.id()));
      page = farm.reader.list(MAIN, filter, Optional.of(seen.getLast()), 10);
    }

    assertThat(seen).containsExactlyElementsOf(asked.stream().map(NewJob::id).toList().reversed());
  }

  private JobFilter pages(Map<String, String> labels) {
    return new JobFilter(
        Set.of(JobState.QUEUED),
        Set.of("farm.ping"),
        labels,
        Optional.empty(),
        Optional.of(farm.clock.instant()),
        Optional.of(farm.clock.instant().plusSeconds(1)));
  }

  private NewJob keyed(String key, String body) {
    return new NewJob(
        farm.ids.next(), MAIN, farm.job().request(), key(key, body), farm.clock.instant());
  }

  private static Optional<BookingKey> key(String key, String body) {
    return Optional.of(new BookingKey(key, body.getBytes(StandardCharsets.UTF_8)));
  }
}
