package forja.bench.raw;

import forja.bench.Together;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** How many commits a second the database makes, and how many rows when they share commits. */
public final class DatabaseLimit implements AutoCloseable {
  private static final int CONNECTIONS = 8;
  private static final int STREAMS = 2;
  private static final int ROWS = 500;
  private static final String BODY = "{\"echo\":\"pong\"}";

  private final DataSource database;

  public DatabaseLimit(DataSource database) throws SQLException {
    this.database = database;
    run("create schema bench");
    run("create table bench.raw (id bigint generated always as identity primary key, body text)");
  }

  /** Eight connections, each inserts row after row and commits each. */
  public double commitsPerSecond(RawTimes times) throws Exception {
    var passed = new PassedCount(times);
    Together.run(
        CONNECTIONS,
        _ -> {
          try (var connection = database.getConnection();
              var insert = connection.prepareStatement("insert into bench.raw (body) values (?)")) {
            insert.setString(1, BODY);
            while (!passed.isOver()) {
              insert.executeUpdate();
              passed.add(1);
            }
          }
        });
    return passed.perSecond();
  }

  /** Two connections, 500 rows a commit. */
  public double rowsPerSecond(RawTimes times) throws Exception {
    var passed = new PassedCount(times);
    Together.run(
        STREAMS,
        _ -> {
          try (var connection = database.getConnection()) {
            insertBatches(connection, passed);
          }
        });
    return passed.perSecond();
  }

  private static void insertBatches(Connection connection, PassedCount passed) throws SQLException {
    var bodies = Stream.generate(() -> BODY).limit(ROWS).toArray();
    var sql = "insert into bench.raw (body) select body from unnest(?::text[]) as row (body)";
    try (var insert = connection.prepareStatement(sql)) {
      while (!passed.isOver()) {
        insert.setArray(1, connection.createArrayOf("text", bodies));
        insert.executeUpdate();
        passed.add(ROWS);
      }
    }
  }

  /** What a power cut could undo: off, and the figures are worth nothing. */
  public void requireDurable() throws SQLException {
    for (var setting : new String[] {"fsync", "synchronous_commit", "full_page_writes"}) {
      if (!"on".equals(show(setting))) {
        throw new IllegalStateException("the database runs with " + setting + " off");
      }
    }
  }

  private String show(String setting) throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.createStatement();
        var row = statement.executeQuery("show " + setting)) {
      row.next();
      return row.getString(1);
    }
  }

  private void run(String sql) throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws SQLException {
    run("drop schema bench cascade");
  }
}
