package forja.api.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/** Makes the partitions of the days to come, and forgets keys that have expired. */
public final class Partitions implements AutoCloseable {
  private static final Duration EACH = Duration.ofHours(1);
  private static final int DAYS_AHEAD = 2;
  private static final int LOCK_OF_PARTITIONS = 0x70617274;
  private static final List<String> TABLES = List.of("job_history", "job_event", "job_log");

  private static final LedgerSql ONE_AT_A_TIME =
      LedgerSql.of("select pg_advisory_xact_lock(:lock)");
  private static final LedgerSql FORGET_KEYS =
      LedgerSql.of("delete from booking_key where kept_until < :now");

  private final LedgerDatabase database;
  private final Clock clock;
  private Optional<LoopThread> thread = Optional.empty();

  public Partitions(LedgerDatabase database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Today's partitions are there when this returns. */
  public void start() {
    turn();
    thread = Optional.of(LoopThread.start("ledger-partitions", this::restAndTurn));
  }

  private void restAndTurn() throws InterruptedException {
    Thread.sleep(EACH);
    turn();
  }

  void turn() {
    database.together(this::make);
  }

  private int make(Connection connection) throws SQLException {
    try (var lock = ONE_AT_A_TIME.on(connection);
        var forget = FORGET_KEYS.on(connection);
        var statement = connection.createStatement()) {
      var _ = lock.with("lock", LOCK_OF_PARTITIONS).rows(row -> row.getString(1));
      var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
      for (int ahead = 0; ahead <= DAYS_AHEAD; ahead++) {
        for (var table : TABLES) {
          statement.execute(partition(table, today.plusDays(ahead)));
        }
      }
      return forget.with("now", clock.instant()).count();
    }
  }

  private static String partition(String table, LocalDate day) {
    return "create table if not exists %s_%s partition of %s for values from ('%s') to ('%s')"
        .formatted(
            table,
            day.format(DateTimeFormatter.BASIC_ISO_DATE),
            table,
            firstId(day),
            firstId(day.plusDays(1)));
  }

  private static String firstId(LocalDate day) {
    return JobListing.lowestId(day.atStartOfDay(ZoneOffset.UTC).toInstant()).toString();
  }

  @Override
  public void close() {
    thread.ifPresent(LoopThread::close);
  }
}
