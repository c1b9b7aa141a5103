package forja.api.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Decides who goes next, turn by turn. Several may run: the database lets one at a time serve a
 * lane, and counts what is in flight for all of them.
 */
public final class Dispatcher implements AutoCloseable {
  private static final Duration SLOW_TICK = Duration.ofMillis(200);

  /** With so many out, no worker waits for the next turn: it may gather what comes in meanwhile. */
  private static final int ENOUGH_TO_DO = 16;

  private static final Duration GATHER = Duration.ofMillis(2);

  private final LaneRelease release;
  private final DueJobs due;
  private final Clock clock;
  private final Bell bell;
  private final LiveSlots slots;
  private final ReleasePort port;
  private final Map<Lane, LaneWindow> windows = new HashMap<>();
  private final Semaphore wakeUps = new Semaphore(0);
  private final Bell.Listener ear = new Ear();
  private final LedgerDatabase database;
  private Optional<ReadySweeper> sweeper = Optional.empty();
  private boolean busy;
  private Instant lookForDueAt = Instant.MIN;
  private Optional<LoopThread> thread = Optional.empty();

  public Dispatcher(
      LedgerDatabase database, Clock clock, Bell bell, LiveSlots slots, ReleasePort port) {
    this.release = new LaneRelease(database);
    this.due = new DueJobs(database);
    this.database = database;
    this.clock = clock;
    this.bell = bell;
    this.slots = slots;
    this.port = port;
  }

  private final class Ear implements Bell.Listener {
    @Override
    public void jobsMayGo() {
      wake();
    }
  }

  public void start() {
    bell.tell(ear);
    sweeper = Optional.of(new ReadySweeper(database));
    thread = Optional.of(LoopThread.start("ledger-dispatcher", this::turnAndRest));
  }

  /** Something may go: looks at once. */
  public void wake() {
    wakeUps.release();
  }

  private void turnAndRest() throws InterruptedException {
    wakeUps.drainPermits();
    busy = false;
    turn();
    if (busy) {
      Thread.sleep(GATHER);
    }
    boolean _ = wakeUps.tryAcquire(restMillis(), TimeUnit.MILLISECONDS);
  }

  private long restMillis() {
    long untilDue = Duration.between(clock.instant(), lookForDueAt).toMillis();
    return Math.clamp(untilDue, 1, SLOW_TICK.toMillis());
  }

  /** One look at everything that may go; answers how many went. */
  int turn() {
    wakeDueJobs();
    int went = 0;
    for (var lane : slots.slots().entrySet()) {
      went += turn(lane.getKey(), lane.getValue());
    }
    return went;
  }

  private void wakeDueJobs() {
    var now = clock.instant();
    if (!now.isBefore(lookForDueAt)) {
      var woken = due.wake(now);
      var tick = now.plus(SLOW_TICK);
      lookForDueAt = woken.nextDue().filter(next -> next.isBefore(tick)).orElse(tick);
      if (woken.jobs() > 0) {
        bell.jobsChanged(List.of());
      }
    }
  }

  private int turn(Lane lane, int liveSlots) {
    var window = windows.computeIfAbsent(lane, _ -> new LaneWindow());
    int went = 0;
    boolean again = true;
    while (again) {
      var width = new LaneRelease.Width(liveSlots, window.cameBefore(System.nanoTime()));
      var released = release.turn(lane, width, clock.instant());
      window.read(System.nanoTime(), released.come());
      busy |= released.out() >= ENOUGH_TO_DO;
      if (!released.jobs().isEmpty()) {
        port.send(released.jobs(), lane);
        bell.jobsChanged(List.of());
      }
      int gone = released.jobs().size();
      sweeper.ifPresent(some -> some.gone(gone));
      went += gone;
      again = released.hasRoomLeft();
    }
    return went;
  }

  @Override
  public void close() {
    bell.forget(ear);
    thread.ifPresent(LoopThread::close);
    sweeper.ifPresent(ReadySweeper::close);
  }
}
