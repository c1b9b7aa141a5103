package forja.api.ledger;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * The turn at deciding who may go: one at a time over all api processes. Whoever releases, wakes,
 * takes a queued job away or changes a limit has it until the end of the transaction; so permits
 * only ever become more while it decides.
 */
final class DispatcherTurn {
  static final long LOCK = 0x666f726aL;

  private static final LedgerSql TAKE = LedgerSql.of("select pg_advisory_xact_lock(:turns)");

  private DispatcherTurn() {}

  /** Waits for it. What is asked next in the transaction sees all that was decided before. */
  static void take(Connection connection) throws SQLException {
    try (var call = TAKE.on(connection)) {
      var _ = call.with("turns", LOCK).rows(row -> row.getString(1));
    }
  }
}
