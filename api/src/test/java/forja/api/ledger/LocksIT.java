package forja.api.ledger;

import static forja.api.ledger.LedgerForTests.FARM;
import static forja.api.ledger.LedgerForTests.MAIN;
import static org.assertj.core.api.Assertions.assertThat;

import forja.common.job.Capability;
import forja.common.job.Failure;
import forja.common.job.JobChange;
import forja.common.job.JobId;
import forja.common.job.JobState;
import forja.common.wire.JobWire.ReleasedJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LocksIT {
  private static final Lane OTHER = new Lane(Capability.FARM, "other");

  private LedgerForTests farm;
  private Locks locks;

  @BeforeEach
  void open() {
    farm = new LedgerForTests(LocksIT.class);
    locks = new Locks(farm.database, farm.bell);
  }

  @AfterEach
  void close() {
    farm.close();
  }

  @Test
  void letsOneGoAtATimeByPriorityThenByAge() {
    var first = farm.accept(farm.locked("db"));
    var second = farm.accept(farm.locked("db"));
    var free = farm.accepted();
    var urgent = farm.accept(farm.locked(MAIN, 9, "default", "db"));

    assertThat(release()).containsExactlyInAnyOrder(urgent, free);
    assertThat(release()).isEmpty();
    assertThat(waiting()).isEqualTo(2);

    farm.report(farm.succeeded(free, 1));
    assertThat(release()).isEmpty();
    farm.report(farm.succeeded(urgent, 1));
    assertThat(release()).containsExactly(first);
    farm.report(farm.succeeded(first, 1));
    assertThat(release()).containsExactly(second);
    farm.report(farm.succeeded(second, 1));
    assertThatNothingIsLeft();
  }

  @Test
  void keepsNewcomersBehindThoseWhoWait() {
    var holder = farm.accept(farm.locked("db"));
    release();
    var early = farm.accept(farm.locked("db"));
    release();
    farm.report(farm.succeeded(holder, 1));
    var late = farm.accept(farm.locked("db"));

    assertThat(release()).containsExactly(early);
    farm.report(farm.succeeded(early, 1));
    assertThat(release()).containsExactly(late);
  }

  @Test
  void takesAllLocksOfAJobOrNone() {
    var a = farm.accept(farm.locked("a"));
    release();
    var both = farm.accept(farm.locked("a", "b"));
    var b = farm.accept(farm.locked("b"));

    assertThat(release()).containsExactly(b);
    farm.report(farm.succeeded(a, 1));
    assertThat(release()).isEmpty();
    farm.report(farm.succeeded(b, 1));
    assertThat(release()).containsExactly(both);
    assertThat(held()).containsExactlyInAnyOrder("lock:a " + both, "lock:b " + both);
    farm.report(farm.succeeded(both, 1));
    assertThatNothingIsLeft();
  }

  @Test
  void wakesTheNextForALockThatTheWokenOneCannotUse() {
    var a = farm.accept(farm.locked("a"));
    var b = farm.accept(farm.locked("b"));
    release();
    var both = farm.accept(farm.locked("a", "b"));
    var onlyA = farm.accept(farm.locked("a"));
    release();

    farm.report(farm.succeeded(a, 1));

    assertThat(release()).containsExactly(onlyA);
    farm.report(farm.succeeded(b, 1));
    assertThat(release()).isEmpty();
    farm.report(farm.succeeded(onlyA, 1));
    assertThat(release()).containsExactly(both);
  }

  @Test
  void wakesTheNextWhenAnotherWasQuickerThanTheWokenOne() {
    var holder = farm.accept(farm.locked("a"));
    release();
    var both = farm.accept(farm.locked("a", "b"));
    var next = farm.accept(farm.locked("a"));
    release();
    farm.report(farm.succeeded(holder, 1));
    assertThat(new LockWaits(farm.database).wake()).isEqualTo(1);
    var quicker = farm.accept(farm.locked(MAIN, 9, "default", "b"));

    assertThat(release()).containsExactlyInAnyOrder(quicker, next);
    farm.report(farm.succeeded(quicker, 1), farm.succeeded(next, 1));
    assertThat(release()).containsExactly(both);
  }

  @Test
  void letsAsManyGoAsThereArePermits() {
    var limits = new Limits(farm.database, farm.clock, farm.bell);
    limits.set(MAIN, new Limit("lock:db", 3));
    var jobs = IntStream.range(0, 8).mapToObj(_ -> farm.accept(farm.locked("db"))).toList();

    assertThat(release()).containsExactlyInAnyOrderElementsOf(jobs.subList(0, 3));
    limits.set(MAIN, new Limit("lock:db", 5));
    assertThat(release()).containsExactlyInAnyOrderElementsOf(jobs.subList(3, 5));
    limits.set(MAIN, new Limit("lock:db", 1));
    jobs.subList(0, 4).forEach(job -> farm.report(farm.succeeded(job, 1)));
    assertThat(release()).isEmpty();
    farm.report(farm.succeeded(jobs.get(4), 1));
    assertThat(release()).containsExactly(jobs.get(5));
    limits.remove(MAIN, "lock:db");
    limits.remove(MAIN, "lock:db");
    assertThat(limits.list(MAIN)).isEmpty();
    assertThat(release()).isEmpty();
  }

  @Test
  void givesThePermitsBackHoweverTheJobLeaves() {
    var handedBack = farm.accept(farm.locked("a"));
    var postponed = farm.accept(farm.locked("b"));
    var cancelled = farm.accept(farm.locked("c"));
    var lost = farm.accept(farm.locked("d"));
    assertThat(release()).hasSize(4);
    farm.stopper.onQueue.add(cancelled);

    farm.report(farm.handedBack(handedBack), farm.failed(postponed, Failure.Kind.UNAVAILABLE));
    farm.ledger.cancel(MAIN, cancelled);
    farm.database.together(connection ->
        JobChanges.make(
            connection,
            JobChange.RELEASE_LOST,
            List.of(JobChanges.At.any(lost)),
            farm.clock.instant()));

    assertThat(held()).isEmpty();
    assertThat(release()).containsExactlyInAnyOrder(handedBack, lost, postponed);
  }

  @Test
  void doesNotStrandTheOthersWhenTheWokenOneIsCancelled() {
    var holder = farm.accept(farm.locked("db"));
    release();
    var woken = farm.accept(farm.locked("db"));
    var next = farm.accept(farm.locked("db"));
    release();
    farm.report(farm.succeeded(holder, 1));
    assertThat(new LockWaits(farm.database).wake()).isEqualTo(1);
    assertThat(farm.query("select id from ready")).containsExactly(woken.toString());

    farm.ledger.cancel(MAIN, woken);

    assertThat(farm.row(woken).state()).isEqualTo(JobState.CANCELLED);
    assertThat(release()).containsExactly(next);
  }

  @Test
  void takesACancelledJobOutOfTheLine() {
    var holder = farm.accept(farm.locked("db"));
    var waiting = farm.accept(farm.locked("db"));
    release();
    assertThat(waiting()).isEqualTo(1);

    farm.ledger.cancel(MAIN, waiting);
    farm.report(farm.succeeded(holder, 1));

    assertThat(release()).isEmpty();
    assertThat(farm.row(waiting).state()).isEqualTo(JobState.CANCELLED);
    assertThatNothingIsLeft();
  }

  @Test
  void doesNotLetALaneWithoutWorkersStarveAnother() {
    var holder = farm.accept(farm.locked("db"));
    release();
    var elsewhere = farm.accept(farm.locked(MAIN, 50, "other", "db"));
    var here = farm.accept(farm.locked("db"));
    dispatch(Map.of(FARM, 100, OTHER, 100));
    assertThat(waiting()).isEqualTo(2);

    farm.report(farm.succeeded(holder, 1));

    assertThat(release()).containsExactly(here);
    farm.report(farm.succeeded(here, 1));
    assertThat(dispatch(Map.of(OTHER, 100))).extracting(ReleasedJob::id).containsExactly(elsewhere);
  }

  @Test
  void handsOnWhatIsFreedWhileManyAreSetAside() {
    var holder = farm.accept(farm.locked("db"));
    farm.accept(farm.locked("busy"));
    release();
    var next = farm.accept(farm.locked("db"));
    release();
    farm.accept(IntStream.range(0, 5_000).mapToObj(_ -> farm.locked("busy")).toList());
    farm.report(farm.succeeded(holder, 1));
    var aheadOfNext = new ArrayList<String>();

    farm.dispatcher(
            Map.of(FARM, 100),
            (jobs, _) -> {
              assertThat(jobs).extracting(ReleasedJob::id).containsExactly(next);
              aheadOfNext.addAll(farm.query("select count(*) from lock_wait"));
            })
        .turn();

    assertThat(aheadOfNext)
        .singleElement()
        .satisfies(aside -> {
          assertThat(Integer.parseInt(aside)).as("set aside before").isLessThan(5_000);
        });
    assertThat(farm.query("select count(*) from lock_wait")).containsExactly("5000");
  }

  @Test
  void separatesTheLocksOfCustomers() {
    farm.execute("insert into customer (id, name) values (2, 'b')");
    farm.accept(farm.locked("db"));
    farm.accept(farm.locked(2, 0, "default", "db"));

    assertThat(release()).hasSize(2);
    assertThat(locks.list(2, "", 10))
        .singleElement()
        .satisfies(lock -> assertThat(lock.taken()).hasSize(1));
  }

  private List<JobId> release() {
    return farm.release(100).stream().map(ReleasedJob::id).toList();
  }

  private List<ReleasedJob> dispatch(Map<Lane, Integer> slots) {
    var sent = new ArrayList<ReleasedJob>();
    farm.dispatcher(slots, (jobs, _) -> sent.addAll(jobs)).turn();
    return sent;
  }

  private long waiting() {
    return farm.reader.lanes(MAIN).stream().mapToLong(LaneCount::queued).sum();
  }

  private List<String> held() {
    return farm.query("select gate || ' ' || job from lock_permit where held");
  }

  private void assertThatNothingIsLeft() {
    assertThat(farm.query("select 1 from lock_permit union all select 2 from lock_wait")).isEmpty();
    assertThat(farm.query("select id from ready")).isEmpty();
    assertThat(farm.inFlight()).isZero();
  }
}
