package forja.bench.cpu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
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
      """
      select pid, application_name, left(query, 400) from pg_stat_activity
      where usename = current_user and query is not null
      """;

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
    var statements = statements();
    for (var child : children()) {
      count(child, statements.containsKey(child) ? statements.get(child) : titleOf(child));
    }
    count(postmaster, "postmaster");
  }

  private List<Long> children() {
    return ProcessHandle.of(postmaster).stream()
        .flatMap(ProcessHandle::children)
        .map(ProcessHandle::pid)
        .toList();
  }

  /** What the connections of our role do; the database hides its own processes from it. */
  private Map<Long, String> statements() throws SQLException {
    var names = new HashMap<Long, String>();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(ACTIVITY)) {
      while (rows.next()) {
        names.put(rows.getLong(1), rows.getString(2) + ": " + Statements.nameOf(rows.getString(3)));
      }
    }
    return names;
  }

  /** PostgreSQL writes what a process is for where others have their command line. */
  private static String titleOf(long pid) {
    try {
      var title = Files.readString(Path.of("/proc/" + pid + "/cmdline")).split("\0")[0];
      return title.replaceFirst("^postgres: +", "").replaceFirst(" +[0-9]*$", "");
    } catch (IOException gone) {
      return "has ended";
    }
  }

  private void count(long pid, String group) {
    Ticks.ofProcess(pid)
        .ifPresent(ticks -> {
          Long before = seen.put(pid, ticks.own());
          long more = ticks.own() - (before == null ? 0 : before);
          micros.merge(group, more * Ticks.MICROS, Double::sum);
        });
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
