package forja.api.http;

import forja.api.identity.Passwords;
import forja.api.ledger.Customer;
import forja.api.ledger.LedgerDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/**
 * Users of a customer, one for each role and called like it; each is logged in already. {@link
 * CallersForTests} takes its tokens for theirs.
 */
public final class PeopleForTests {
  public static final String PASSWORD = "correct-horse-battery";
  private static final String HASH = new Passwords().hash(PASSWORD);

  private PeopleForTests() {}

  static Caller.Session session(Customer customer, Role role) {
    return new Caller.Session(id(1, customer, role), id(0, customer, role));
  }

  private static UUID id(int sort, Customer customer, Role role) {
    return UUID.fromString(
        "01919b5e-%04d-7000-8000-%012d"
            .formatted(sort, customer.id() * 10 + List.of(Role.values()).indexOf(role)));
  }

  static void settle(LedgerDatabase database, Customer customer) throws SQLException {
    for (var role : Role.values()) {
      if (role != Role.FARM_ADMIN || customer.equals(Customer.MAIN)) {
        settle(database, customer, role);
      }
    }
  }

  private static void settle(LedgerDatabase database, Customer customer, Role role)
      throws SQLException {
    var session = session(customer, role);
    execute(
        database,
        """
        insert into app_user (id, customer, name, version, created_at, created_by, updated_at, updated_by, role, password)
        values ('%s', %d, '%s', 1, now(), 'admin', now(), 'admin', '%s', '%s')
        """
            .formatted(session.user(), customer.id(), role.wireName(), role.wireName(), HASH));
    execute(
        database,
        """
        insert into login (id, customer, name, version, created_at, created_by, updated_at, updated_by, user_id,
          family, turn, ends_at)
        values ('%1$s', %2$d, '%1$s', 1, now(), 'admin', now(), 'admin', '%3$s', '\\x%4$s', '\\x', 'infinity')
        """
            .formatted(
                session.id(),
                customer.id(),
                session.user(),
                session.id().toString().replace("-", "")));
  }

  private static void execute(LedgerDatabase database, String sql) throws SQLException {
    try (var connection = database.source().getConnection();
        var statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }
}
