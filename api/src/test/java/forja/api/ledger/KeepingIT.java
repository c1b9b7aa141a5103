package forja.api.ledger;

import static forja.api.ledger.LedgerForTests.FARM;
import static forja.api.ledger.LedgerForTests.MAIN;
import static org.assertj.core.api.Assertions.assertThat;

import forja.common.job.Failure;
import forja.common.job.JobId;
import forja.common.job.JobState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens to jobs behind the scenes: history, lost releases, partitions, start. */
class KeepingIT {
  private LedgerForTests farm;

  @BeforeEach
  void open() {
    farm = new LedgerForTests(KeepingIT.class);
  }

  @AfterEach
  void close() {
    farm.close();
  }

  @Test
  void movesWhatEndedAWhileAgoAndNothingElse() {
    var ended = farm.released();
    farm.report(farm.succeeded(ended, 1));
    var living = farm.accepted();
    var mover = new HistoryMover(farm.database, farm.clock, Duration.ofSeconds(60));

    assertThat(mover.turn()).isZero();
    farm.clock.advance(Duration.ofSeconds(61));
    mover.turn();
    mover.turn();

    assertThat(farm.query("select id from job_history")).containsExactly(ended.toString());
    assertThat(farm.query("select id from job")).containsExactly(living.toString());
    assertThat(farm.row(ended).state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(farm.query("select count(*) from job_history_other")).containsExactly("0");
  }

  @Test
  void showsEveryJobExactlyOnceWhileTheyMove() {
    var ids = farm.accept(farm.jobs(MAIN, 5_000)).stream().map(Accepted::id).toList();
    farm.execute("delete from ready");
    farm.execute("update job set state = 6, finished_at = '2020-01-01'");
    farm.clock.advance(Duration.ofSeconds(61));
    var mover = new HistoryMover(farm.database, farm.clock, Duration.ofSeconds(60));

    var moving = CompletableFuture.runAsync(() -> moveAll(mover), LedgerForTests.AT_ONCE);
    int looks = 0;
    while (!moving.isDone() || looks == 0) {
      var page = farm.reader.list(MAIN, JobFilter.ALL, Optional.empty(), 10_000);
      assertThat(page.stream().map(JobRow::id).toList()).isEqualTo(ids.reversed());
      looks++;
    }
    moving.join();

    assertThat(farm.query("select count(*) from job")).containsExactly("0");
    assertThat(farm.reader.find(MAIN, ids)).hasSize(5_000);
  }

  private void moveAll(HistoryMover mover) {
    long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (!farm.query("select count(*) from job").getFirst().equals("0")) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      mover.turn();
    }
  }

  @Test
  void bringsAJobBackFromHistoryForAnotherAttempt() {
    var job = farm.released();
    farm.report(farm.failed(job, Failure.Kind.CRASHED));
    farm.clock.advance(Duration.ofSeconds(61));
    new HistoryMover(farm.database, farm.clock, Duration.ofSeconds(60)).turn();

    farm.ledger.retry(MAIN, job);

    assertThat(farm.row(job).state()).isEqualTo(JobState.QUEUED);
    assertThat(farm.query("select count(*) from job_history")).containsExactly("0");
  }

  /** What the test says broker and workers hold. */
  private static final class Holders implements BrokerView, Claims {
    private final Set<JobId> onQueue = new HashSet<>();
    private final Set<JobId> claimed = new HashSet<>();
    private boolean isBrokerThere = true;
    private boolean isComplete = true;

    @Override
    public Optional<Set<JobId>> held(Lane lane) {
      return isBrokerThere && lane.equals(FARM) ? Optional.of(onQueue) : Optional.empty();
    }

    @Override
    public Set<JobId> claimed() {
      return claimed;
    }

    @Override
    public boolean complete() {
      return isComplete;
    }
  }

  @Test
  void releasesAgainOnlyWhatNobodyHoldsTwice() {
    var lost = farm.released();
    var queued = farm.released();
    var claimed = farm.released();
    var cancelling = farm.released();
    farm.ledger.cancel(MAIN, cancelling);
    var holders = new Holders();
    holders.onQueue.add(queued);
    holders.claimed.add(claimed);
    var reconciler = reconciler(holders);

    assertThat(reconciler.turn()).isZero();
    farm.clock.advance(Duration.ofSeconds(11));
    assertThat(reconciler.turn()).isZero();
    farm.clock.advance(Duration.ofSeconds(9));
    assertThat(reconciler.turn()).isZero();
    farm.clock.advance(Duration.ofSeconds(1));
    assertThat(reconciler.turn()).isEqualTo(2);

    assertThat(farm.row(lost).state()).isEqualTo(JobState.QUEUED);
    assertThat(farm.row(cancelling).state()).isEqualTo(JobState.CANCELLED);
    assertThat(farm.row(queued).state()).isEqualTo(JobState.RELEASED);
    assertThat(farm.row(claimed).state()).isEqualTo(JobState.RELEASED);
    assertThat(farm.release(100).getFirst().release()).isEqualTo(2);
    assertThat(farm.inFlight()).isEqualTo(3);
  }

  @Test
  void doesNothingOnSilenceAlone() {
    var lost = farm.released();
    var holders = new Holders();
    var reconciler = reconciler(holders);
    farm.clock.advance(Duration.ofMinutes(1));
    reconciler.turn();
    farm.clock.advance(Duration.ofMinutes(1));

    holders.isComplete = false;
    assertThat(reconciler.turn()).isZero();
    holders.isComplete = true;
    holders.isBrokerThere = false;
    assertThat(reconciler.turn()).isZero();

    assertThat(farm.row(lost).state()).isEqualTo(JobState.RELEASED);
  }

  private Reconciler reconciler(Holders holders) {
    return new Reconciler(farm.database, farm.clock, farm.bell, holders, holders);
  }

  @Test
  void startsTwiceAtOnceOnAnEmptyDatabase() {
    var config = PostgresForTests.emptyDatabase(KeepingIT.class, 3);
    var opened = new ArrayList<CompletableFuture<Void>>();
    for (int process = 0; process < 2; process++) {
      opened.add(CompletableFuture.runAsync(() -> openAndClose(config), LedgerForTests.AT_ONCE));
    }

    opened.forEach(CompletableFuture::join);
  }

  private void openAndClose(DatabaseConfig config) {
    try (var database = LedgerDatabase.open(config)) {
      new Partitions(database, farm.clock).turn();
      assertThat(new LedgerReader(database).customer("main")).contains(Customer.MAIN);
    }
  }

  @Test
  void countsTheLanesOfACustomer() {
    farm.accept(farm.jobs(MAIN, 5));
    farm.release(2);

    assertThat(farm.reader.lanes(MAIN))
        .containsExactly(
            new LaneCount(
                FARM,
                0,
                3,
                2,
                Optional.of(farm.reader.lanes(MAIN).getFirst().oldestQueued().orElseThrow())));
    assertThat(farm.reader.lanes(MAIN + 1)).isEmpty();
  }
}
