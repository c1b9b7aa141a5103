package forja.api.user;

import forja.api.ledger.LedgerDatabase;
import forja.api.ledger.LedgerSql;
import java.util.UUID;

/** Who can look after the users of a customer. */
public final class Admins {
  private static final LedgerSql OTHER =
      LedgerSql.of(
          """
          select exists (select from app_user
            where customer = :customer and role in ('admin', 'farm-admin') and not disabled and id <> :id) as other
          """);

  private final LedgerDatabase database;

  public Admins(LedgerDatabase database) {
    this.database = database;
  }

  /** Whether somebody else can. */
  boolean isThereAnother(int customer, UUID user) {
    return database.each(connection -> {
      try (var call = OTHER.on(connection)) {
        return call.with("customer", customer)
            .with("id", user)
            .row(row -> row.getBoolean("other"))
            .orElse(false);
      }
    });
  }
}
