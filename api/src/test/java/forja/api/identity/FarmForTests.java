package forja.api.identity;

import forja.api.http.AdministratorToken;
import forja.api.http.Caller;
import forja.api.identity.LoginDesk.Form;
import forja.api.ledger.ClockForTests;
import forja.api.ledger.DatabaseConfig;
import forja.api.ledger.LedgerDatabase;
import forja.api.ledger.PostgresForTests;
import forja.api.secret.MasterKey;
import forja.api.store.Stores;
import forja.routes.program.Parts;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** A farm of two api processes, as far as they have to know who is asking; time stands still. */
final class FarmForTests implements AutoCloseable {
  static final String PASSWORD = "correct-horse-battery";
  static final String ADMINISTRATOR = "the-administrators-token";
  private static final AtomicInteger NUMBERS = new AtomicInteger();
  private static final String HASH = new Passwords().hash(PASSWORD);

  final ClockForTests clock = new ClockForTests();
  final MasterKey master = MasterKey.of(MasterKey.newLine());
  final FarmIdentity here;
  final FarmIdentity there;
  private final DatabaseConfig config;
  private final LedgerDatabase database;
  private final Parts parts = new Parts();

  FarmForTests(Class<?> test) {
    config = PostgresForTests.emptyDatabase(test, 4);
    database = open();
    here = process(database, master);
    there = process(open(), master);
  }

  LedgerDatabase open() {
    return parts.add(LedgerDatabase.open(config));
  }

  /** One more, on connections of its own or those of another one. */
  FarmIdentity process(LedgerDatabase connections, MasterKey key) {
    var stores = parts.add(Stores.open(connections, clock, FarmIdentity.ROWS));
    return new FarmIdentity(connections, stores, key, new AdministratorToken(ADMINISTRATOR), clock);
  }

  static String newName() {
    return "user-" + NUMBERS.incrementAndGet();
  }

  /** Where nobody has tried yet. */
  static String newAddress() {
    int number = NUMBERS.incrementAndGet();
    return "10.1." + number / 250 + "." + number % 250;
  }

  /** An operator of the customer main with {@link #PASSWORD}. */
  String aUser() throws SQLException {
    var name = newName();
    sql(
        """
        insert into app_user (id, customer, name, version, created_at, created_by, updated_at, updated_by, role, password)
        values ('%s', 1, '%s', 1, now(), 'admin', now(), 'admin', 'operator', '%s')
        """
            .formatted(UUID.randomUUID(), name, HASH));
    return name;
  }

  Welcome login(String user) {
    return login(here, user, PASSWORD);
  }

  static Welcome login(FarmIdentity process, String user, String password) {
    return process.desk().login(new Form("main", user, password), newAddress());
  }

  static Optional<Caller> whoIs(FarmIdentity process, String token) {
    return process.identity().byToken(token);
  }

  void sql(String sql) throws SQLException {
    try (var connection = database.source().getConnection();
        var statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  /** The first column of all rows. */
  List<String> rows(String sql) throws SQLException {
    try (var connection = database.source().getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      var found = new ArrayList<String>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    }
  }

  @Override
  public void close() {
    parts.close();
  }
}
