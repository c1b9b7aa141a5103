package forja.api.ledger;

import static forja.api.ledger.LedgerForTests.FARM;
import static forja.api.ledger.LedgerForTests.MAIN;
import static org.assertj.core.api.Assertions.assertThat;

import forja.common.job.Capability;
import forja.common.job.Failure;
import forja.common.job.JobId;
import forja.common.job.JobReport;
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
    assertThat(limits.remove(MAIN, "lock:db")).isTrue();
    assertThat(limits.remove(MAIN, "lock:db")).isFalse();
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
            forja.common.job.JobChange.RELEASE_LOST,
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
  void separatesTheLocksOfCustomers() {
    farm.execute("insert into customer (id, name) values (2, 'b')");
    farm.accept(farm.locked("db"));
    farm.accept(farm.locked(2, 0, "default", "db"));

    assertThat(release()).hasSize(2);
    assertThat(locks.list(2, "", 10))
        .singleElement()
        .satisfies(lock -> assertThat(lock.taken()).hasSize(1));
  }

  @Test
  void leavesTheLockInDoubtAfterAnEndThatProvesNothing() {
    var unproven = farm.accept(farm.locked("db", "web"));
    release();
    farm.report(farm.failed(unproven, Failure.Kind.UNPROVEN));
    var next = farm.accept(farm.locked("db"));
    var after = farm.accept(farm.locked("db"));

    assertThat(locks.find(MAIN, "db").orElseThrow().taken())
        .singleElement()
        .satisfies(permit -> {
          assertThat(permit.holder()).isEmpty();
          assertThat(permit.doubt().orElseThrow().job()).isEqualTo(unproven);
          assertThat(permit.doubt().orElseThrow().reason()).isEqualTo("as asked");
        });
    assertThat(dispatch(Map.of(FARM, 100)))
        .singleElement()
        .satisfies(job -> {
          assertThat(job.id()).isEqualTo(next);
          assertThat(job.locksInDoubt()).containsExactly("db");
        });
    farm.report(farm.failed(next, Failure.Kind.UNAVAILABLE));
    farm.ledger.cancel(MAIN, next);
    assertThat(dispatch(Map.of(FARM, 100)).getFirst().locksInDoubt()).containsExactly("db");
    farm.report(farm.succeeded(after, 1));
    assertThat(locks.find(MAIN, "db")).isEmpty();
    assertThat(locks.find(MAIN, "web")).isPresent();
  }

  @Test
  void clearsTheDoubtOnlyByAnEndThatProvesTheTargetClean() {
    var reports =
        Map.of(
            Failure.Kind.WORK_FAILED, true,
            Failure.Kind.TIMED_OUT, true,
            Failure.Kind.REJECTED, false,
            Failure.Kind.CRASHED, false,
            Failure.Kind.LOST, false,
            Failure.Kind.UNPROVEN, false);
    reports.forEach((kind, clears) -> {
      var lock = kind.wireName();
      var unproven = farm.accept(farm.locked(lock));
      release();
      farm.report(farm.failed(unproven, Failure.Kind.UNPROVEN));
      var next = farm.accept(farm.locked(lock));
      assertThat(release()).containsExactly(next);

      farm.report(farm.failed(next, kind));

      assertThat(locks.find(MAIN, lock).isEmpty()).as(lock).isEqualTo(clears);
    });
  }

  @Test
  void keepsTheDoubtWhenTheHolderIsCancelledOrHandedBack() {
    var lost = farm.accept(farm.locked("db"));
    release();
    farm.report(farm.failed(lost, Failure.Kind.LOST));
    var next = farm.accept(farm.locked("db"));
    release();
    farm.report(farm.handedBack(next));
    assertThat(locks.find(MAIN, "db").orElseThrow().taken().getFirst().doubt()).isPresent();
    assertThat(release()).containsExactly(next);
    farm.ledger.cancel(MAIN, next);
    var now = farm.clock.instant();
    farm.report(new JobReport.Cancelled(next, farm.token(next, 1), now, now, 0));

    assertThat(locks.find(MAIN, "db").orElseThrow().taken().getFirst().doubt()).isPresent();
  }

  @Test
  void usesThePermitInDoubtLast() {
    new Limits(farm.database, farm.clock, farm.bell).set(MAIN, new Limit("lock:db", 2));
    var unproven = farm.accept(farm.locked("db"));
    release();
    farm.report(farm.failed(unproven, Failure.Kind.UNPROVEN));
    var clean = farm.accept(farm.locked("db"));
    var doubtful = farm.accept(farm.locked("db"));

    assertThat(dispatch(Map.of(FARM, 100)))
        .extracting(ReleasedJob::id, ReleasedJob::locksInDoubt)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(clean, List.of()),
            org.assertj.core.groups.Tuple.tuple(doubtful, List.of("db")));
  }

  @Test
  void lowersALimitWithoutForgettingADoubt() {
    var limits = new Limits(farm.database, farm.clock, farm.bell);
    limits.set(MAIN, new Limit("lock:db", 2));
    var unproven = farm.accept(farm.locked("db"));
    release();
    farm.report(farm.failed(unproven, Failure.Kind.UNPROVEN));
    limits.set(MAIN, new Limit("lock:db", 1));
    farm.accept(farm.locked("db"));

    assertThat(dispatch(Map.of(FARM, 100)).getFirst().locksInDoubt()).containsExactly("db");
  }

  @Test
  void letsAnOperatorFreeWhatIsInDoubtButNotWhatIsHeld() {
    var unproven = farm.accept(farm.locked("db"));
    release();
    assertThat(locks.release(MAIN, "db")).isZero();
    farm.report(farm.failed(unproven, Failure.Kind.UNPROVEN));

    assertThat(locks.release(MAIN + 1, "db")).isZero();
    assertThat(locks.release(MAIN, "db")).isEqualTo(1);
    assertThat(locks.find(MAIN, "db")).isEmpty();
    farm.accept(farm.locked("db"));
    assertThat(dispatch(Map.of(FARM, 100)).getFirst().locksInDoubt()).isEmpty();
  }

  @Test
  void listsLocksByName() {
    new Limits(farm.database, farm.clock, farm.bell).set(MAIN, new Limit("lock:idle", 7));
    var holder = farm.accept(farm.locked("db"));
    farm.accept(farm.locked("db"));
    farm.accept(farm.locked("db"));
    farm.accept(farm.locked("a/b:c"));
    release();

    var all = locks.list(MAIN, "", 10);

    assertThat(all).extracting(LockState::name).containsExactly("a/b:c", "db", "idle");
    assertThat(all.get(1).waiting()).isEqualTo(2);
    assertThat(all.get(1).taken().getFirst().holder().orElseThrow().job()).isEqualTo(holder);
    assertThat(all.get(2).permits()).isEqualTo(7);
    assertThat(locks.list(MAIN, "", 1)).extracting(LockState::name).containsExactly("a/b:c");
    assertThat(locks.list(MAIN, "a/b:c", 2))
        .extracting(LockState::name)
        .containsExactly("db", "idle");
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
