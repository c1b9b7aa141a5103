package forja.api.ledger;

import forja.common.job.JobId;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * Moves jobs that ended a while ago out of the way of the living. Walks through the table in the
 * order of ids, because an index on what changes with every job would cost every job more than this
 * walk.
 */
public final class HistoryMover implements AutoCloseable {
  private static final Duration DEFAULT_AGE = Duration.ofSeconds(60);

  private static final int PAGE = 2_000;

  // Small steps: whoever commits meanwhile waits behind the log of one of them.
  private static final int MOST_AT_ONCE = 500;
  private static final int RESTS_PER_WORK = 4;
  private static final Duration REST_AT_THE_END = Duration.ofSeconds(1);
  private static final UUID START = new UUID(0, 0);

  private static final LedgerSql MOVE =
      LedgerSql.of(
          """
          with page as materialized (
            select id, state, finished_at from job
            where id > :after::uuid and id < :tooYoung::uuid order by id limit :page),
          old as (
            select id from page
            where state in (state.SUCCEEDED, state.FAILED, state.CANCELLED) and finished_at < :before
            order by id limit :most),
          gone as (
            delete from job
            where id = any (array(select id from old))
              and state in (state.SUCCEEDED, state.FAILED, state.CANCELLED)
            returning *),
          kept as (
            insert into job_history select * from gone)
          select (select count(*) from gone) as moved, (select id from page order by id desc limit 1) as id
          """);

  private final LedgerDatabase database;
  private final Clock clock;
  private final Duration age;
  private UUID after = START;
  private Optional<LoopThread> thread = Optional.empty();

  private record Moved(int jobs, Optional<JobId> last) {}

  public HistoryMover(LedgerDatabase database, Clock clock) {
    this(database, clock, DEFAULT_AGE);
  }

  HistoryMover(LedgerDatabase database, Clock clock, Duration age) {
    this.database = database;
    this.clock = clock;
    this.age = age;
  }

  public void start() {
    thread = Optional.of(LoopThread.start("ledger-history", this::turnAndRest));
  }

  private void turnAndRest() throws InterruptedException {
    long began = System.nanoTime();
    turn();
    var rest = Duration.ofNanos((System.nanoTime() - began) * RESTS_PER_WORK);
    Thread.sleep(after.equals(START) ? REST_AT_THE_END : rest);
  }

  /** One step of the walk; answers how many jobs moved. */
  int turn() {
    var moved = move();
    if (moved.jobs < MOST_AT_ONCE) {
      after = moved.last.map(JobId::value).orElse(START);
    }
    return moved.jobs;
  }

  boolean isAtStart() {
    return after.equals(START);
  }

  private Moved move() {
    var before = clock.instant().minus(age);
    return database.each(connection -> {
      try (var call = MOVE.on(connection)) {
        return call.with("after", after)
            .with("page", PAGE)
            .with("most", MOST_AT_ONCE)
            .with("tooYoung", JobListing.lowestId(before))
            .with("before", before)
            .row(row ->
                new Moved(
                    row.getInt("moved"),
                    Optional.ofNullable(row.getObject("id", UUID.class)).map(JobId::new)))
            .orElseThrow();
      }
    });
  }

  @Override
  public void close() {
    thread.ifPresent(LoopThread::close);
  }
}
