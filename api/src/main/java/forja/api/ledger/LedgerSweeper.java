package forja.api.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Sweeps up what has served its time: keys of jobs that have ended, and old dead letters. */
public final class LedgerSweeper implements AutoCloseable {
  private static final Duration EACH = Duration.ofMinutes(10);
  private static final Duration LETTERS_KEPT = Duration.ofDays(30);
  private static final int PAGE = 1_000;
  private static final Key FIRST = new Key(Integer.MIN_VALUE, "", (short) 0);

  // Whoever asks for one of these keys waits; what is asked for already, or held, is left alone.
  private static final LedgerSql LOCK_KEYS =
      LedgerSql.of(
          """
          select customer, key, unique_while from unique_job
          where (customer, key, unique_while) > (:customer::int, :key::text, :while::int2)
            and not exists (select from job
              where job.id = unique_job.job and job.state not in (state.SUCCEEDED, state.FAILED, state.CANCELLED))
          order by customer, key, unique_while limit :page
          for update skip locked
          """);

  // A statement of its own: a job that was booked before the lock was there is seen.
  private static final LedgerSql FORGET_KEYS =
      LedgerSql.of(
          """
          delete from unique_job
          using unnest(:customers::int[], :keys::text[], :whiles::int2[]) as old (customer, key, unique_while)
          where (unique_job.customer, unique_job.key, unique_job.unique_while)
              = (old.customer, old.key, old.unique_while)
            and not exists (select from job
              where job.id = unique_job.job and job.state not in (state.SUCCEEDED, state.FAILED, state.CANCELLED))
          """);
  private static final LedgerSql FORGET_LETTERS =
      LedgerSql.of("delete from dead_letter where at < :before");

  private final LedgerDatabase database;
  private final Clock clock;
  private Optional<LoopThread> thread = Optional.empty();

  private record Key(int customer, String key, short span) {}

  public LedgerSweeper(LedgerDatabase database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  public void start() {
    thread = Optional.of(LoopThread.start("ledger-sweeper-of-keys", this::turnAndRest));
  }

  private void turnAndRest() throws InterruptedException {
    turn();
    Thread.sleep(EACH);
  }

  void turn() {
    var last = Optional.of(FIRST);
    while (last.isPresent()) {
      var after = last.get();
      last = database.together(connection -> sweepKeys(connection, after));
    }
    int _ = database.each(this::sweepLetters);
  }

  /** Where the next page begins, if there is one. */
  private static Optional<Key> sweepKeys(Connection connection, Key after) throws SQLException {
    List<Key> keys;
    try (var call = LOCK_KEYS.on(connection)) {
      keys =
          call.with("customer", after.customer)
              .with("key", after.key)
              .with("while", after.span)
              .with("page", PAGE)
              .rows(row ->
                  new Key(
                      row.getInt("customer"), row.getString("key"), row.getShort("unique_while")));
    }
    try (var call = FORGET_KEYS.on(connection)) {
      call.withMany("customers", "int4", keys.stream().map(Key::customer).toArray())
          .withMany("keys", "text", keys.stream().map(Key::key).toArray())
          .withMany("whiles", "int4", keys.stream().map(key -> (int) key.span).toArray())
          .count();
    }
    return keys.size() == PAGE ? Optional.of(keys.getLast()) : Optional.empty();
  }

  private int sweepLetters(Connection connection) throws SQLException {
    try (var call = FORGET_LETTERS.on(connection)) {
      return call.with("before", clock.instant().minus(LETTERS_KEPT)).count();
    }
  }

  @Override
  public void close() {
    thread.ifPresent(LoopThread::close);
  }
}
