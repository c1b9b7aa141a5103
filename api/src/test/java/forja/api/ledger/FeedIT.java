package forja.api.ledger;

import static forja.api.ledger.LedgerForTests.MAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import forja.common.job.JobChange;
import forja.common.job.JobState;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FeedIT {
  private LedgerForTests farm;

  @BeforeEach
  void open() {
    farm = new LedgerForTests(FeedIT.class);
  }

  @AfterEach
  void close() {
    farm.close();
  }

  @Test
  void showsEveryEventOnceAndInOrderThoughManyCommitAtOnce() {
    var seen = new CopyOnWriteArrayList<FeedEvent>();
    var expected = 4 * 100 * 4;
    var reading =
        CompletableFuture.runAsync(() -> readUntil(seen, expected), LedgerForTests.AT_ONCE);

    var writers =
        IntStream.range(0, 4)
            .mapToObj(_ -> CompletableFuture.runAsync(this::live, LedgerForTests.AT_ONCE))
            .toList();
    writers.forEach(CompletableFuture::join);
    await().atMost(Duration.ofSeconds(30)).until(reading::isDone);
    reading.join();

    assertThat(seen).hasSize(expected);
    assertThat(seen.stream().map(FeedEvent::position).toList()).isSorted().doesNotHaveDuplicates();
    var numbers = new HashMap<Object, Integer>();
    for (var event : seen) {
      int before = numbers.getOrDefault(event.event().job(), 0);
      assertThat(event.event().number()).isEqualTo(before + 1);
      numbers.put(event.event().job(), before + 1);
    }
  }

  /** A hundred jobs through their whole life. */
  private void live() {
    for (int round = 0; round < 10; round++) {
      farm.accept(farm.jobs(MAIN, 10));
      for (int turn = 0; turn < 10; turn++) {
        farm.release(1).forEach(job -> farm.report(farm.succeeded(job.id(), 1)));
      }
    }
    await().atMost(Duration.ofSeconds(20)).until(this::nothingIsLeft);
  }

  private boolean nothingIsLeft() {
    farm.release(50).forEach(job -> farm.report(farm.succeeded(job.id(), 1)));
    return farm.query("select count(*) from ready").getFirst().equals("0");
  }

  private void readUntil(List<FeedEvent> seen, int expected) {
    var position = FeedPosition.START;
    while (seen.size() < expected) {
      // Pages of 7, each as from a client that has come back with the last position as text.
      var page = farm.reader.feed(MAIN, FeedPosition.parse(position.toString()).orElseThrow(), 7);
      seen.addAll(page);
      position = page.isEmpty() ? position : page.getLast().position();
    }
  }

  @Test
  void waitsForATransactionThatBeganEarlierAndCommitsLate() throws SQLException {
    var job = farm.accepted();
    var before = farm.reader.feedEnd();
    try (var late = farm.database.source().getConnection();
        var statement = late.createStatement()) {
      late.setAutoCommit(false);
      statement.execute(
          "insert into job_event (job, number, customer, attempt, release, delivery, change, state,"
              + " at) values ('%s', 2, 1, 1, 0, 0, 9, 8, now())".formatted(job));
      var early = farm.accepted();

      assertThat(farm.reader.feed(MAIN, before, 10)).isEmpty();
      late.commit();

      assertThat(farm.reader.feed(MAIN, before, 10))
          .extracting(event -> event.event().job())
          .containsExactly(job, early);
    }
  }

  @Test
  void keepsTheOrderOfAJobWhenALaterTransactionWritesFirst() throws SQLException {
    var job = farm.accepted();
    var before = farm.reader.feedEnd();
    try (var older = farm.database.source().getConnection();
        var statement = older.createStatement()) {
      older.setAutoCommit(false);
      // Guards against the order of transaction numbers, which is not the order in which the row
      // was locked.
      statement.execute("select pg_current_xact_id()");
      farm.release(1);
      JobChanges.make(
          older, JobChange.CANCEL_ASKED, List.of(JobChanges.At.any(job)), farm.clock.instant());
      older.commit();
    }

    assertThat(farm.reader.feed(MAIN, before, 10))
        .extracting(event -> event.event().change())
        .containsExactly(JobChange.RELEASED, JobChange.CANCEL_ASKED);
  }

  @Test
  void wakesWaitersForCommitsHereAndElsewhere() throws InterruptedException {
    try (var feed = new Feed(farm.database, farm.reader, farm.bell)) {
      var before = feed.news();
      var here = CompletableFuture.supplyAsync(() -> hears(feed, before), LedgerForTests.AT_ONCE);
      farm.accepted();
      assertThat(here.join()).isTrue();

      var after = feed.news();
      var elsewhere =
          CompletableFuture.supplyAsync(() -> hears(feed, after), LedgerForTests.AT_ONCE);
      farm.execute("insert into cancelling (job) values (gen_random_uuid())");
      assertThat(elsewhere.join()).isTrue();
      assertThat(feed.awaitNews(Long.MAX_VALUE, Duration.ofMillis(1))).isFalse();
    }
  }

  private static boolean hears(Feed feed, long seen) {
    try {
      return feed.awaitNews(seen, Duration.ofSeconds(10));
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  @Test
  void tellsWhenAJobHasEnded() {
    try (var feed = new Feed(farm.database, farm.reader, farm.bell);
        var elsewhere = new Feed(farm.database, farm.reader, new Bell())) {
      var job = farm.released();
      var here = feed.whenFinal(MAIN, job, Duration.ofSeconds(20));
      var there = elsewhere.whenFinal(MAIN, job, Duration.ofSeconds(20));
      assertThat(feed.whenFinal(MAIN + 1, job, Duration.ofSeconds(20)).join()).isEmpty();
      assertThat(feed.whenFinal(MAIN, job, Duration.ofMillis(5)).join().orElseThrow().state())
          .isEqualTo(JobState.RELEASED);

      farm.report(farm.succeeded(job, 1));

      assertThat(here.join().orElseThrow().state()).isEqualTo(JobState.SUCCEEDED);
      assertThat(there.join().orElseThrow().state()).isEqualTo(JobState.SUCCEEDED);
      assertThat(feed.whenFinal(MAIN, job, Duration.ZERO).join()).isPresent();
    }
  }

  /** Listens to one customer, unless it is broken. */
  private static final class MainListens implements EventPort {
    private final List<CloudEvent> published = new ArrayList<>();
    private boolean isBroken;

    @Override
    public Set<String> customersListening() {
      return Set.of("main");
    }

    @Override
    public void publish(String customer, List<CloudEvent> events) {
      if (isBroken) {
        throw new IllegalStateException("the broker is away");
      }
      assertThat(customer).isEqualTo("main");
      published.addAll(events);
    }
  }

  @Test
  void publishesOnlyAfterTheCommitAndOnlyWhereSomebodyListens() {
    farm.execute("insert into customer (id, name) values (2, 'silent')");
    var port = new MainListens();
    try (var feed = new Feed(farm.database, farm.reader, farm.bell);
        var publisher = new EventPublisher(farm.database, farm.reader, feed, port)) {
      farm.accepted();
      publisher.turn();
      var job = farm.accepted();
      farm.accept(farm.jobs(2, 3));
      farm.release(100);
      farm.report(farm.succeeded(job, 1));

      assertThat(publisher.turn()).isEqualTo(5);
      assertThat(publisher.turn()).isZero();
      assertThat(port.published.stream().filter(event -> event.subject().equals(job.toString())))
          .extracting(CloudEvent::type)
          .containsExactly(
              "forja.job.accepted",
              "forja.job.released",
              "forja.job.started",
              "forja.job.succeeded");
    }
  }

  @Test
  void publishesAgainWhatMayNotHaveArrived() {
    var port = new MainListens();
    try (var feed = new Feed(farm.database, farm.reader, farm.bell);
        var publisher = new EventPublisher(farm.database, farm.reader, feed, port)) {
      publisher.turn();
      farm.accepted();
      port.isBroken = true;
      assertThatThrownBy(publisher::turn).hasMessageContaining("away");
      port.isBroken = false;

      publisher.turn();

      assertThat(port.published).hasSize(1);
    }
  }
}
