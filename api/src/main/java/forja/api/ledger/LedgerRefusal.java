package forja.api.ledger;

import java.sql.SQLException;

/** PostgreSQL refuses a value of ours; trying again with the same value does not help. */
final class LedgerRefusal extends RuntimeException {
  LedgerRefusal(SQLException cause) {
    super(cause.getMessage(), cause);
  }
}
