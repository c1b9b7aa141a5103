package forja.api.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** The connections to PostgreSQL, and the one place that says what its errors mean. */
public final class LedgerDatabase implements AutoCloseable {
  private static final int MOST_TRIES = 20;

  /** How PostgreSQL knows our connections. */
  static final String APPLICATION = "forja-api";

  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(3);

  // Guards against plans that were made while the tables were small and are kept: a sequential scan
  // of a million jobs.
  private static final String SESSION =
      "-c jit=off -c enable_seqscan=off -c max_parallel_workers_per_gather=0";

  private final HikariDataSource connections;

  private LedgerDatabase(HikariDataSource connections) {
    this.connections = connections;
  }

  /** What is done with a connection. */
  public interface Work<T> {
    T with(Connection connection) throws SQLException;
  }

  /** Connects and brings the tables up to date; several api processes may do so at once. */
  public static LedgerDatabase open(DatabaseConfig config) {
    var hikari = new HikariConfig();
    hikari.setJdbcUrl(config.url());
    hikari.setUsername(config.user());
    hikari.setPassword(config.password());
    hikari.setMaximumPoolSize(config.connections());
    hikari.setPoolName("ledger");
    hikari.setConnectionTimeout(CONNECT_WITHIN.toMillis());
    hikari.addDataSourceProperty("ApplicationName", APPLICATION);
    hikari.addDataSourceProperty("options", SESSION);
    hikari.addDataSourceProperty("connectTimeout", CONNECT_WITHIN.toSeconds());
    hikari.addDataSourceProperty("tcpKeepAlive", "true");
    var connections = new HikariDataSource(hikari);
    Flyway.configure().dataSource(connections).locations("classpath:db/migration").load().migrate();
    return new LedgerDatabase(connections);
  }

  /** Returns when the database answers; throws {@link LedgerUnavailable} when it does not. */
  public void check() {
    each(connection -> connection.isValid((int) CONNECT_WITHIN.toSeconds()));
  }

  public DataSource source() {
    return connections;
  }

  /** Runs work whose every statement is a transaction of its own. */
  public <T> T each(Work<T> work) {
    return again(() -> run(work));
  }

  /** Runs work as one transaction. */
  public <T> T together(Work<T> work) {
    return again(() ->
        run(connection -> {
          connection.setAutoCommit(false);
          try {
            T answer = work.with(connection);
            connection.commit();
            return answer;
          } catch (SQLException | RuntimeException failed) {
            rollback(connection, failed);
            throw failed;
          }
        }));
  }

  private <T> T run(Work<T> work) throws SQLException {
    try (var connection = connections.getConnection()) {
      return work.with(connection);
    }
  }

  private static void rollback(Connection connection, Exception failed) {
    try {
      connection.rollback();
    } catch (SQLException alsoFailed) {
      failed.addSuppressed(alsoFailed);
    }
  }

  /** Work in the hands of JDBC. */
  private interface Attempt<T> {
    T run() throws SQLException;
  }

  /** Deadlocks and lost races are part of the game: the same work is simply done again. */
  private static <T> T again(Attempt<T> attempt) {
    for (int tries = 1; ; tries++) {
      try {
        return attempt.run();
      } catch (SQLException failed) {
        if (!isLostRace(failed) || tries == MOST_TRIES) {
          throw meaning(failed);
        }
      }
    }
  }

  /** Whether the same work may well succeed when it is done again. */
  public static boolean isLostRace(SQLException failed) {
    return "40P01".equals(failed.getSQLState()) || "40001".equals(failed.getSQLState());
  }

  /** What to throw instead. */
  public static RuntimeException meaning(SQLException failed) {
    var code = String.valueOf(failed.getSQLState());
    if (failed instanceof SQLTransientConnectionException
        || code.startsWith("08")
        || code.startsWith("53")
        || code.startsWith("57P")
        || code.startsWith("58")
        || code.equals("25006")
        || isLostRace(failed)) {
      return new LedgerUnavailable("PostgreSQL is out of reach: " + failed.getMessage(), failed);
    }
    if (code.startsWith("22") || code.startsWith("23")) {
      return new LedgerRefusal(failed);
    }
    return new IllegalStateException(failed);
  }

  @Override
  public void close() {
    connections.close();
  }
}
