package forja.api.ledger;

import static forja.api.ledger.LedgerForTests.FARM;
import static forja.api.ledger.LedgerForTests.MAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import forja.common.farm.Effect;
import forja.common.job.Failure;
import forja.common.job.JobChange;
import forja.common.job.JobId;
import forja.common.job.JobReport;
import forja.common.job.JobRequest;
import forja.common.job.JobState;
import forja.common.wire.JobWire.ReleasedJob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Locks whose last holder may have left something running; and locks as an operator sees them. */
class LockDoubtIT {
  private LedgerForTests farm;
  private Locks locks;

  @BeforeEach
  void open() {
    farm = new LedgerForTests(LockDoubtIT.class);
    locks = new Locks(farm.database, farm.bell);
  }

  @AfterEach
  void close() {
    farm.close();
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
  void leavesTheLockInDoubtWhenAReleaseIsLostThatHadBegun() {
    var begun = farm.accept(effect("begun"));
    var unbegun = farm.accept(effect("unbegun"));
    var harmless = farm.accept(farm.locked("harmless"));
    release();
    farm.report(farm.started(begun, 1), farm.started(harmless, 1));

    change(JobChange.RELEASE_LOST, begun, unbegun, harmless);

    assertThat(locks.find(MAIN, "begun").orElseThrow().taken())
        .singleElement()
        .satisfies(permit -> {
          assertThat(permit.holder()).isEmpty();
          assertThat(permit.doubt().orElseThrow().job()).isEqualTo(begun);
          assertThat(permit.doubt().orElseThrow().reason())
              .isEqualTo("it had begun, and no worker told how that ended");
        });
    assertThat(locks.find(MAIN, "unbegun")).isEmpty();
    assertThat(locks.find(MAIN, "harmless")).isEmpty();
    assertThat(dispatch(Map.of(FARM, 100)))
        .extracting(ReleasedJob::id, ReleasedJob::locksInDoubt)
        .containsExactlyInAnyOrder(
            tuple(begun, List.of("begun")), tuple(unbegun, List.of()), tuple(harmless, List.of()));
    change(JobChange.RELEASE_LOST, begun);
    assertThat(locks.find(MAIN, "begun").orElseThrow().taken().getFirst().doubt())
        .as("was not begun anew, and nothing cleared the doubt")
        .isPresent();
  }

  @Test
  void leavesTheLockInDoubtWhenTheJobOfADeadWorkerIsCancelledOffItsQueue() {
    var begun = farm.accept(effect("db"));
    release();
    farm.report(farm.started(begun, 1));
    farm.ledger.cancel(MAIN, begun);
    farm.stopper.onQueue.add(begun);
    try (var loop =
        new CancelLoop(farm.database, farm.clock, farm.bell, farm.stopper, Duration.ZERO)) {
      loop.turn();
      loop.turn();
    }

    assertThat(farm.row(begun).state()).isEqualTo(JobState.CANCELLED);
    assertThat(locks.find(MAIN, "db").orElseThrow().taken().getFirst().doubt()).isPresent();
  }

  @Test
  void leavesTheLockInDoubtAfterACrash() {
    var crashed = farm.accept(farm.locked("db"));
    release();
    farm.report(farm.failed(crashed, Failure.Kind.CRASHED));

    assertThat(locks.find(MAIN, "db").orElseThrow().taken().getFirst().doubt()).isPresent();
  }

  private NewJob effect(String lock) {
    var plain = farm.locked(lock).request();
    return farm.job(
        MAIN,
        new JobRequest(
            Effect.at("target", null),
            plain.priority(),
            plain.runAt(),
            plain.timeLimit(),
            plain.retry(),
            plain.labels(),
            plain.pool(),
            plain.locks(),
            plain.unique(),
            plain.deadline()));
  }

  private void change(JobChange change, JobId... jobs) {
    farm.database.together(connection ->
        JobChanges.make(
            connection,
            change,
            Stream.of(jobs).map(JobChanges.At::any).toList(),
            farm.clock.instant()));
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
        .containsExactlyInAnyOrder(tuple(clean, List.of()), tuple(doubtful, List.of("db")));
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

  @Test
  void showsALockThatOnlyHasALimit() {
    new Limits(farm.database, farm.clock, farm.bell).set(MAIN, new Limit("lock:idle", 7));

    assertThat(locks.find(MAIN, "idle").orElseThrow().permits()).isEqualTo(7);
    assertThat(locks.find(MAIN, "nobody")).isEmpty();
    assertThat(locks.release(MAIN, "idle")).isZero();
  }

  @Test
  void showsTheFirstHoldersAndDoubtsAndCountsAll() {
    var limits = new Limits(farm.database, farm.clock, farm.bell);
    limits.set(MAIN, new Limit("lock:wide", 1_000));
    farm.execute(
        "insert into lock_permit (customer, gate, slot, job, held, since) select 1, 'lock:wide', n,"
            + " gen_random_uuid(), true, now() from generate_series(1, 300) as n");
    farm.execute(
        "insert into lock_permit (customer, gate, slot, job, held, since, doubt_since, doubt_job)"
            + " select 1, 'lock:wide', n, gen_random_uuid(), n > 450, now(), now(),"
            + " gen_random_uuid() from generate_series(301, 500) as n");

    var lock = locks.find(MAIN, "wide").orElseThrow();

    assertThat(lock.held()).isEqualTo(350);
    assertThat(lock.doubtful()).isEqualTo(200);
    assertThat(lock.taken().stream().filter(permit -> permit.holder().isPresent())).hasSize(100);
    assertThat(lock.taken().stream().filter(permit -> permit.doubt().isPresent())).hasSize(100);
    assertThat(farm.reader.permitsInDoubt()).isEqualTo(200);
  }

  private List<JobId> release() {
    return farm.release(100).stream().map(ReleasedJob::id).toList();
  }

  private List<ReleasedJob> dispatch(Map<Lane, Integer> slots) {
    var sent = new ArrayList<ReleasedJob>();
    farm.dispatcher(slots, (jobs, _) -> sent.addAll(jobs)).turn();
    return sent;
  }
}
