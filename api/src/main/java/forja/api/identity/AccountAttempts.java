package forja.api.identity;

import forja.api.ledger.LedgerDatabase;
import forja.api.ledger.LedgerSql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * As {@link Attempts}, for accounts and over all api processes: in the database. Accounts that do
 * not exist are counted like those that do.
 */
final class AccountAttempts {
  private static final LedgerSql BEGIN =
      LedgerSql.of(
          """
          insert into login_attempt (account, failures, last_at) values (:account, 1, :now::timestamptz)
          on conflict (account) do update set
            failures = case when login_attempt.last_at <= :forgotten::timestamptz then 1
              else login_attempt.failures + 1 end,
            last_at = excluded.last_at
          where login_attempt.last_at <= :forgotten::timestamptz
            or login_attempt.last_at + pause_after(login_attempt.failures) <= :now::timestamptz
          returning failures
          """);
  private static final LedgerSql PAUSE =
      LedgerSql.of(
          """
          select ceil(extract(epoch from last_at + pause_after(failures) - :now::timestamptz) * 1000)::bigint as left_ms
          from login_attempt where account = :account
          """);
  private static final LedgerSql FORGET =
      LedgerSql.of("delete from login_attempt where account = :account");
  private static final LedgerSql SWEEP =
      LedgerSql.of("delete from login_attempt where last_at <= :forgotten::timestamptz");

  private static final Duration BETWEEN_SWEEPS = Duration.ofMinutes(1);

  private final LedgerDatabase database;
  private final Clock clock;
  private final AtomicReference<Instant> swept = new AtomicReference<>(Instant.EPOCH);

  AccountAttempts(LedgerDatabase database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** As {@link Attempts#begin}. */
  Optional<Duration> begin(String customer, String user) {
    sweep();
    var account = account(customer, user);
    return database.each(connection -> {
      var now = clock.instant();
      return begins(connection, account, now)
          ? Optional.empty()
          : Optional.of(pause(connection, account, now));
    });
  }

  private static boolean begins(Connection connection, byte[] account, Instant now)
      throws SQLException {
    try (var call = BEGIN.on(connection)) {
      return call.with("account", account)
          .with("now", now)
          .with("forgotten", now.minus(Attempts.MEMORY))
          .row(row -> row.getInt("failures"))
          .isPresent();
    }
  }

  private static Duration pause(Connection connection, byte[] account, Instant now)
      throws SQLException {
    try (var call = PAUSE.on(connection)) {
      return call.with("account", account)
          .with("now", now)
          .row(row -> Duration.ofMillis(Math.max(1, row.getLong("left_ms"))))
          .orElse(Duration.ofMillis(1));
    }
  }

  /** The right one has come: whatever failed before is forgotten. */
  void succeeded(String customer, String user) {
    int _ =
        database.each(connection -> {
          try (var forget = FORGET.on(connection)) {
            return forget.with("account", account(customer, user)).count();
          }
        });
  }

  /** Now and then forgets those that failed long ago. */
  private void sweep() {
    var now = clock.instant();
    var last = swept.get();
    if (last.plus(BETWEEN_SWEEPS).isAfter(now) || !swept.compareAndSet(last, now)) {
      return;
    }
    int _ =
        database.each(connection -> {
          try (var sweep = SWEEP.on(connection)) {
            return sweep.with("forgotten", now.minus(Attempts.MEMORY)).count();
          }
        });
  }

  /** No name may hold a character 0. */
  private static byte[] account(String customer, String user) {
    return Fingerprint.of(customer + '\0' + user);
  }
}
