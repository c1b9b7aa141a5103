package forja.api.identity;

import forja.api.http.AdministratorToken;
import forja.api.http.Resource;
import forja.api.http.contract.OpenApi;
import forja.api.ledger.Belongings;
import forja.api.ledger.CustomerRows;
import forja.api.ledger.LedgerDatabase;
import forja.api.ledger.LedgerSql;
import forja.api.secret.MasterKey;
import forja.api.store.ItemRow;
import forja.api.store.ItemsResource;
import forja.api.store.Stores;
import java.time.Clock;
import java.util.List;

/** All that is needed to know who is asking, put together. */
public final class FarmIdentity {
  /** What the stores have to be opened with. */
  public static final List<Class<? extends ItemRow>> ROWS = List.of(LoginRow.class, TokenRow.class);

  private static final LedgerSql FARM = LedgerSql.of("select id from farm");

  private final LedgerDatabase database;
  private final Stores stores;
  private final Clock clock;
  private final SigningKeys keys;
  private final Passwords passwords = new Passwords();
  private final Identity identity;
  private final LoginDesk desk;

  public FarmIdentity(
      LedgerDatabase database,
      Stores stores,
      MasterKey master,
      AdministratorToken administrator,
      Clock clock) {
    this.database = database;
    this.stores = stores;
    this.clock = clock;
    this.keys = new SigningKeys(database, master, clock);
    var webTokens = new JsonWebTokens(keys, farm(database), clock);
    this.identity = new Identity(administrator, webTokens, database, clock);
    this.desk =
        new LoginDesk(
            new Accounts(database),
            new Throttle(new Attempts(clock), new AccountAttempts(database, clock)),
            passwords,
            new Logins(stores.of(LoginRow.class, LoginRow::new), database, clock),
            webTokens,
            identity);
  }

  private static String farm(LedgerDatabase database) {
    return database
        .each(connection -> {
          try (var call = FARM.on(connection)) {
            return call.row(row -> row.getString("id"));
          }
        })
        .orElseThrow();
  }

  public Identity identity() {
    return identity;
  }

  public Passwords passwords() {
    return passwords;
  }

  public LoginDesk desk() {
    return desk;
  }

  public SigningKeys keys() {
    return keys;
  }

  public List<Resource> resources(OpenApi api) {
    var tokens = stores.of(TokenRow.class, TokenRow::new);
    return List.of(
        new LoginResource(desk, identity, keys),
        new JwksResource(keys),
        new ItemsResource<>(tokens, new TokenForm(tokens, identity, clock), api));
  }

  /** What customers own of this; users go last, because the others are theirs. */
  public List<Belongings> belongings() {
    return List.of(
        new CustomerRows(database, "sessions", "login"),
        new CustomerRows(database, "personal tokens", "personal_token"),
        new CustomerRows(database, "users", "app_user"));
  }
}
