package forja.api.store.gadget;

import static java.nio.charset.StandardCharsets.UTF_8;

import forja.api.http.contract.OpenApi;
import forja.api.ledger.DatabaseConfig;
import forja.api.ledger.LedgerDatabase;
import forja.api.ledger.PostgresForTests;
import forja.api.store.Store;
import forja.api.store.Stores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.flywaydb.core.Flyway;

/** A store that exists in tests only, on a database of its own. */
public final class Gadgets implements AutoCloseable {
  public final DatabaseConfig config;
  public final LedgerDatabase database;
  public final Stores stores;
  public final Store<GadgetRow> store;

  public Gadgets(Class<?> test, Clock clock) {
    config = PostgresForTests.emptyDatabase(test, 12);
    database = LedgerDatabase.open(config);
    Flyway.configure()
        .dataSource(database.source())
        .locations("classpath:gadget")
        .table("gadget_history")
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .load()
        .migrate();
    stores = Stores.open(database, clock, List.of(GadgetRow.class));
    store = stores.of(GadgetRow.class, GadgetRow::new);
  }

  /** The document of the api with the schema of gadgets at its end, where the schemas are. */
  public static OpenApi document() {
    try (var yaml =
        Objects.requireNonNull(Gadgets.class.getResourceAsStream("/gadget/gadget.yaml"))) {
      return OpenApi.of(OpenApi.shipped().text() + new String(yaml.readAllBytes(), UTF_8));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @Override
  public void close() {
    stores.close();
    database.close();
  }
}
