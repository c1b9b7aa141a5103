package forja.bench.cpu;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the database uses of the processors, by what its backends were doing. A thread looks several
 * times a second: the connections of a pool change hands, so the ticks of a backend belong to the
 * statement it was seen with.
 */
final class PostgresClock implements AutoCloseable {
  private static final int LOOK_EVERY_MILLIS = 200;
  private static final String ACTIVITY =
      "select pid, backend_type, application_name, left(query, 400) from pg_stat_activity";

  private final Connection connection;
  private final long postmaster;
  private final Map<Long, Long> seen = new HashMap<>();
  private final Map<String, Double> micros = new TreeMap<>();
  private final Thread looking = Thread.ofPlatform().name("cpu").daemon().unstarted(this::look);
  private volatile boolean over;

  /** The connection is this clock's alone. */
  PostgresClock(Connection connection, long postmaster) throws SQLException {
    this.connection = connection;
    this.postmaster = postmaster;
    step();
    micros.clear();
    looking.start();
  }

  private void look() {
    try {
      while (!over) {
        Thread.sleep(LOOK_EVERY_MILLIS);
        step();
      }
    } catch (InterruptedException | SQLException e) {
      over = true;
    }
  }

  private synchronized void step() throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(ACTIVITY)) {
      while (rows.next()) {
        var group = group(rows.getString(2), rows.getString(3), rows.getString(4));
        count(rows.getLong(1), group);
      }
    }
    count(postmaster, "postmaster");
  }

  private void count(long pid, String group) {
    Ticks.ofProcess(pid)
        .ifPresent(ticks -> {
          Long before = seen.put(pid, ticks.own());
          long more = ticks.own() - (before == null ? 0 : before);
          micros.merge(group, more * Ticks.MICROS, Double::sum);
        });
  }

  private static String group(String type, String application, String query) {
    return "client backend".equals(type)
        ? application + ": " + Statements.nameOf(query == null ? "" : query)
        : type;
  }

  Map<String, Double> stop() throws InterruptedException, SQLException {
    over = true;
    looking.interrupt();
    looking.join();
    step();
    return Map.copyOf(micros);
  }

  @Override
  public void close() throws SQLException {
    over = true;
    connection.close();
  }
}
