package forja.api.ledger;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** One real PostgreSQL for all tests of a JVM, with a database of its own for each that asks. */
public final class PostgresForTests {
  /** Only a measurement needs the disk to be written; it asks with {@code -Dforja.durable=true}. */
  private static final String DURABLE = Boolean.getBoolean("forja.durable") ? "on" : "off";

  private static final PostgresForTests SHARED = new PostgresForTests();
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private final EmbeddedPostgres server;

  private PostgresForTests() {
    try {
      server =
          EmbeddedPostgres.builder()
              .setServerConfig("fsync", DURABLE)
              .setServerConfig("synchronous_commit", DURABLE)
              .setServerConfig("full_page_writes", DURABLE)
              .setServerConfig("shared_buffers", "256MB")
              .setServerConfig("max_wal_size", "4GB")
              .setServerConfig("max_connections", "200")
              .setServerConfig("shared_preload_libraries", "pg_stat_statements")
              .start();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** An empty database named after a test. */
  public static DatabaseConfig emptyDatabase(Class<?> test, int connections) {
    var name = test.getSimpleName().toLowerCase(Locale.ROOT) + DATABASES.incrementAndGet();
    try (var connection = SHARED.server.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("create database " + name);
    } catch (SQLException broken) {
      throw new IllegalStateException(broken);
    }
    return new DatabaseConfig(
        "jdbc:postgresql://localhost:%d/%s".formatted(SHARED.server.getPort(), name),
        "postgres",
        "postgres",
        connections);
  }
}
