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

  /** So many beyond the window, when those within it only wait for a gate. */
  private static final int DEEPER = 2_000;

  /**
   * A slot that falls free finds its next job already there, if others have not taken it before.
   */
  private static final int SLOTS_PER_ONE_AHEAD = 8;

  /** A lane that has so many turns in a row lets others have theirs. */
  private static final int MOST_TURNS = 20;

  private static final Duration LOOK_AT_ALL = Duration.ofSeconds(10);

  private final LaneRelease release;
  private final LockWaits waits;
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
  private long untilAheadMillis;
  private Instant lookForDueAt = Instant.MIN;
  private long lookedAtAll = System.nanoTime();
  private Optional<LoopThread> thread = Optional.empty();

  public Dispatcher(
      LedgerDatabase database, Clock clock, Bell bell, LiveSlots slots, ReleasePort port) {
    this.release = new LaneRelease(database);
    this.waits = new LockWaits(database);
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
    // Whoever ran before may have ended between two steps.
    lookedAtAll -= LOOK_AT_ALL.toNanos();
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
    untilAheadMillis = SLOW_TICK.toMillis();
    turn();
    if (busy) {
      Thread.sleep(GATHER);
    }
    boolean _ = wakeUps.tryAcquire(restMillis(), TimeUnit.MILLISECONDS);
  }

  private long restMillis() {
    long untilDue = Duration.between(clock.instant(), lookForDueAt).toMillis();
    return Math.clamp(untilDue, 1, untilAheadMillis);
  }

  /** One look at everything that may go; answers how many went. */
  int turn() {
    wakeDueJobs();
    wakeAllWaiting();
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

  /** A net: who frees a permit leaves a hint, and the next release sees it. */
  private void wakeAllWaiting() {
    if (System.nanoTime() - lookedAtAll >= LOOK_AT_ALL.toNanos()) {
      waits.wakeAll();
      lookedAtAll = System.nanoTime();
    }
  }

  private int turn(Lane lane, int liveSlots) {
    var window = windows.computeIfAbsent(lane, _ -> new LaneWindow());
    int went = 0;
    int aside = 0;
    boolean again = true;
    for (int turns = 0; again && turns < MOST_TURNS; turns++) {
      var width = width(window, liveSlots, aside > 0);
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
      aside = released.aside();
      lookAgainForWhoGoesAhead(released, width);
      // However much is set aside: what is free again is handed over at once.
      boolean woken = released.mayWake() && wakeWaiting();
      again = woken || released.hasRoomLeft() || aside > 0;
    }
    if (again) {
      wake();
    }
    return went;
  }

  private static LaneRelease.Width width(LaneWindow window, int slots, boolean deeper) {
    long now = System.nanoTime();
    var pace = window.pace(now);
    int ahead = pace.isPresent() ? Math.max(1, slots / SLOTS_PER_ONE_AHEAD) : 0;
    return new LaneRelease.Width(
        slots, ahead, pace.orElse(Duration.ZERO), window.cameBefore(now), deeper ? DEEPER : 0);
  }

  private void lookAgainForWhoGoesAhead(LaneRelease.Released released, LaneRelease.Width width) {
    long ahead = released.out() + released.jobs().size() - width.slots();
    if (ahead >= 0 && ahead < width.ahead() && released.untilAhead().isPositive()) {
      untilAheadMillis = Math.min(untilAheadMillis, released.untilAhead().toMillis());
    }
  }

  /** Those who wait for a gate that is open again; they may be in other lanes, too. */
  private boolean wakeWaiting() {
    boolean woken = waits.wake() > 0;
    if (woken) {
      wake();
    }
    return woken;
  }

  @Override
  public void close() {
    bell.forget(ear);
    thread.ifPresent(LoopThread::close);
    sweeper.ifPresent(ReadySweeper::close);
  }
}
