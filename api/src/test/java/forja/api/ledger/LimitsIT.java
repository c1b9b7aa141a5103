package forja.api.ledger;

import static forja.api.ledger.LedgerForTests.FARM;
import static forja.api.ledger.LedgerForTests.MAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import forja.api.ledger.Pause.What;
import forja.common.farm.Sleep;
import forja.common.job.Capability;
import forja.common.job.JobId;
import forja.common.job.JobRequest;
import forja.common.wire.JobWire.ReleasedJob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LimitsIT {
  private static final Lane OTHER = new Lane(Capability.FARM, "other");

  private LedgerForTests farm;
  private Limits limits;
  private Pauses pauses;

  @BeforeEach
  void open() {
    farm = new LedgerForTests(LimitsIT.class);
    farm.execute("insert into customer (id, name) values (2, 'b')");
    limits = new Limits(farm.database, farm.clock, farm.bell);
    pauses = new Pauses(farm.database, farm.clock, farm.bell);
  }

  @AfterEach
  void close() {
    farm.close();
  }

  @Test
  void limitsTheJobsOfACustomerOverAllLanes() {
    limits.set(MAIN, new Limit("jobs", 5));
    farm.accept(farm.jobs(MAIN, 10));
    for (int made = 0; made < 10; made++) {
      farm.accept(farm.locked(MAIN, 0, "other"));
    }
    farm.accept(farm.jobs(2, 10));

    var went = dispatch(Map.of(FARM, 100, OTHER, 100));

    assertThat(went).filteredOn(job -> job.customer().equals("main")).hasSize(5);
    assertThat(went).filteredOn(job -> job.customer().equals("b")).hasSize(10);
    var mine = went.stream().filter(job -> job.customer().equals("main")).toList();
    farm.report(farm.succeeded(mine.get(0).id(), 1), farm.succeeded(mine.get(1).id(), 1));
    assertThat(dispatch(Map.of(FARM, 100, OTHER, 100))).hasSize(2);
    limits.remove(MAIN, "jobs");
    assertThat(dispatch(Map.of(FARM, 100, OTHER, 100))).hasSize(13);
  }

  @Test
  void leavesTheRoomOfALimitedCustomerToTheOthers() {
    limits.set(MAIN, new Limit("jobs", 3));
    farm.accept(farm.jobs(MAIN, 50));
    farm.accept(farm.jobs(2, 50));

    assertThat(farm.release(20)).hasSize(20);
    assertThat(farm.inFlight()).isEqualTo(20);
  }

  @Test
  void saysThatAJobWaitsForTheLimitOfItsCustomer() {
    limits.set(MAIN, new Limit("jobs", 1));
    farm.accept(farm.jobs(MAIN, 2));
    var next = farm.accepted();
    assertThat(farm.reader.waitsFor(farm.row(next))).isEmpty();
    assertThat(release()).hasSize(1);

    assertThat(farm.reader.waitsFor(farm.row(next))).contains("limit jobs");
    pauses.set(What.POOL, "default");
    assertThat(farm.reader.waitsFor(farm.row(next))).contains("paused pool default");
  }

  @Test
  void keepsNoMoreLimitsAndPausesThanItCanLookAt() {
    farm.execute(
        "insert into permit_limit select 1, 'lock:' || n, 2 from generate_series(1, 1000) as n");
    farm.execute(
        "insert into paused select 'pool', 'p' || n, now() from generate_series(1, 1000) as n");

    assertThatThrownBy(() -> limits.set(MAIN, new Limit("lock:more", 2)))
        .isInstanceOf(TooMany.class);
    assertThatThrownBy(() -> pauses.set(What.POOL, "more")).isInstanceOf(TooMany.class);
    limits.set(MAIN, new Limit("lock:1", 3));
    limits.set(2, new Limit("lock:more", 2));
    pauses.set(What.POOL, "p1");
    pauses.set(What.KIND, "farm.sleep");
    limits.remove(MAIN, "lock:1");
    limits.set(MAIN, new Limit("lock:more", 2));

    assertThat(limits.list(MAIN)).hasSize(1_000).contains(new Limit("lock:more", 2));
    assertThat(pauses.list()).hasSize(1_001);
  }

  @Test
  void limitsAKindAndCountsThoseThatAreOutAlready() {
    var early = List.of(sleep(), sleep(), sleep());
    assertThat(release()).hasSize(3);
    limits.set(MAIN, new Limit("kind:farm.sleep", 4));
    var late = List.of(sleep(), sleep(), sleep());
    var ping = farm.accepted();

    assertThat(release()).containsExactlyInAnyOrder(late.get(0), ping);
    early.subList(0, 2).forEach(job -> farm.report(farm.succeeded(job, 1)));
    assertThat(release()).containsExactlyInAnyOrder(late.get(1), late.get(2));
    limits.set(MAIN, new Limit("kind:farm.sleep", 1));
    var last = sleep();
    assertThat(release()).isEmpty();
    assertThat(limits.list(MAIN)).containsExactly(new Limit("kind:farm.sleep", 1));
    limits.remove(MAIN, "kind:farm.sleep");
    assertThat(release()).containsExactly(last);
    assertThat(farm.query("select * from lock_permit")).isEmpty();
  }

  @Test
  void keepsALimitOfNoneAndFreesWhatEndedWhileItWasSet() {
    var job = sleep();
    release();
    farm.execute(
        "insert into lock_permit (customer, gate, slot, job, held, since) values (1,"
            + " 'kind:farm.sleep', 1, '%s', true, now()), (1, 'lock:db', 1, '%s', true, now())"
                .formatted(job, farm.ids.next()));
    new LockWaits(farm.database).wakeAll();

    assertThat(farm.query("select job from lock_permit")).containsExactly(job.toString());
  }

  @Test
  void pausesAKindWhileTheOthersGo() {
    pauses.set(What.KIND, "farm.sleep");
    pauses.set(What.KIND, "farm.sleep");
    var asleep = sleep();
    var ping = farm.accepted();

    assertThat(release()).containsExactly(ping);
    assertThat(pauses.list()).extracting(Pause::name).containsExactly("farm.sleep");
    pauses.remove(What.KIND, "farm.sleep");
    pauses.remove(What.KIND, "farm.sleep");
    assertThat(release()).containsExactly(asleep);
  }

  @Test
  void getsBackAllThatAPausedKindHeldUp() {
    pauses.set(What.KIND, "farm.sleep");
    var sleeper =
        Stream.generate(() -> farm.job(MAIN, JobRequest.of(new Sleep(Duration.ofSeconds(1)))))
            .limit(1_800)
            .toList();
    farm.accept(sleeper);
    assertThat(release()).isEmpty();
    assertThat(farm.query("select count(*) from lock_wait")).containsExactly("1800");

    pauses.remove(What.KIND, "farm.sleep");

    assertThat(farm.release(1_800)).hasSize(1_800);
  }

  @Test
  void pausesACapabilityAPoolAndACustomer() {
    farm.accept(farm.jobs(MAIN, 2));
    farm.accept(farm.jobs(2, 3));
    farm.accept(farm.locked(MAIN, 0, "other"));

    pauses.set(What.CAPABILITY, "farm");
    assertThat(dispatch(Map.of(FARM, 100, OTHER, 100))).isEmpty();
    pauses.remove(What.CAPABILITY, "farm");
    pauses.set(What.POOL, "default");
    assertThat(dispatch(Map.of(FARM, 100, OTHER, 100))).hasSize(1);
    pauses.remove(What.POOL, "default");
    pauses.set(What.CUSTOMER, "b");
    assertThat(dispatch(Map.of(FARM, 100, OTHER, 100))).hasSize(2);
    pauses.remove(What.CUSTOMER, "b");
    assertThat(dispatch(Map.of(FARM, 100, OTHER, 100))).hasSize(3);
  }

  private JobId sleep() {
    return farm.accept(farm.job(MAIN, JobRequest.of(new Sleep(Duration.ofSeconds(1)))));
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
