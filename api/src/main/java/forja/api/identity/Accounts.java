package forja.api.identity;

import forja.api.ledger.Customer;
import forja.api.ledger.LedgerCall;
import forja.api.ledger.LedgerDatabase;
import forja.api.ledger.LedgerSql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/** Finds who wants to log in; of which customer is what he says himself. */
final class Accounts {
  private static final String ACCOUNT =
      """
      select app_user.id, app_user.name, app_user.role, app_user.password, app_user.disabled,
        customer.id as customer, customer.name as customer_name
      from customer join app_user on app_user.customer = customer.id\
      """;
  private static final LedgerSql BY_NAME =
      LedgerSql.of(
          ACCOUNT
              + """
               and lower(app_user.name) = :name
              where customer.name = :customer and customer.state = 'living'
              """);
  private static final LedgerSql BY_ID = LedgerSql.of(ACCOUNT + " where app_user.id = :id");

  private final LedgerDatabase database;

  Accounts(LedgerDatabase database) {
    this.database = database;
  }

  private interface Question {
    LedgerCall ask(LedgerCall call) throws SQLException;
  }

  /** By the name in small letters. */
  Optional<Account> find(String customer, String name) {
    return read(BY_NAME, call -> call.with("customer", customer).with("name", name));
  }

  Optional<Account> find(UUID id) {
    return read(BY_ID, call -> call.with("id", id));
  }

  private Optional<Account> read(LedgerSql sql, Question question) {
    return database.each(connection -> {
      try (var call = sql.on(connection)) {
        return question.ask(call).row(Accounts::account);
      }
    });
  }

  private static Account account(ResultSet row) throws SQLException {
    return new Account(
        row.getObject("id", UUID.class),
        new Customer(row.getInt("customer"), row.getString("customer_name")),
        row.getString("name"),
        row.getString("role"),
        row.getString("password"),
        row.getBoolean("disabled"));
  }
}
