package forja.bench.cpu;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/**
 * What the database uses of the processors. The kernel says how much each backend uses; which
 * statements that was for is told by looking at what they do many times a second, because the
 * connections of a pool change hands between two looks.
 */
final class PostgresClock implements AutoCloseable {
  private static final int LOOK_EVERY_MILLIS = 25;
  private static final int LOOKS_PER_COUNT = 8;
  private static final String ACTIVITY =
      """
      select pid, application_name, left(query, 400), state = 'active' and wait_event is null
      from pg_stat_activity
      where usename = current_user and query is not null and pid <> pg_backend_pid()
      """;

  private final Connection connection;
  private final long postmaster;
  private final Map<Long, Long> ticks = new HashMap<>();
  private final Map<String, Double> micros = new TreeMap<>();
  private final Map<Long, String> applications = new HashMap<>();
  private final Map<String, Map<String, Integer>> seen = new HashMap<>();
  private final Thread looking = Thread.ofPlatform().name("cpu").daemon().unstarted(this::look);
  private final CountDownLatch over = new CountDownLatch(1);

  /** The connection is this clock's alone. */
  PostgresClock(Connection connection, long postmaster) throws SQLException {
    this.connection = connection;
    this.postmaster = postmaster;
    see();
    count();
    micros.clear();
    seen.clear();
    looking.start();
  }

  private void look() {
    try {
      for (int looks = 1; !over.await(LOOK_EVERY_MILLIS, MILLISECONDS); looks++) {
        see();
        if (looks % LOOKS_PER_COUNT == 0) {
          count();
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (SQLException _) {
      // The figures so far stand.
    }
  }

  private void see() throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(ACTIVITY)) {
      while (rows.next()) {
        var application = rows.getString(2);
        applications.put(rows.getLong(1), application);
        if (rows.getBoolean(4)) {
          seen.computeIfAbsent(application, _ -> new HashMap<>())
              .merge(Statements.nameOf(rows.getString(3)), 1, Integer::sum);
        }
      }
    }
  }

  private void count() {
    ProcessHandle.of(postmaster).stream()
        .flatMap(ProcessHandle::children)
        .map(ProcessHandle::pid)
        .forEach(child -> count(child, applications.getOrDefault(child, titleOf(child))));
    count(postmaster, "postmaster");
  }

  private void count(long pid, String name) {
    Ticks.ofProcess(pid)
        .ifPresent(now -> {
          Long before = ticks.put(pid, now.own());
          long more = now.own() - (before == null ? 0 : before);
          micros.merge(name, more * Ticks.MICROS, Double::sum);
        });
  }

  /** PostgreSQL writes what a process is for where others have their command line. */
  private static String titleOf(long pid) {
    try {
      var title = Files.readString(Path.of("/proc/" + pid + "/cmdline")).split("\0")[0];
      var words = List.of(title.replaceFirst("^postgres: +", "").split(" "));
      // A connection has the role, the database and the address in its title.
      return words.size() > 3 ? "connections of this benchmark" : String.join(" ", words).strip();
    } catch (IOException gone) {
      return "has ended";
    }
  }

  Map<String, Double> stop() throws InterruptedException {
    over.countDown();
    looking.join();
    count();
    var shares = new TreeMap<String, Double>();
    micros.forEach((name, all) -> {
      var statements = seen.getOrDefault(name, Map.of("all", 1));
      int looks = statements.values().stream().mapToInt(Integer::intValue).sum();
      statements.forEach(
          (statement, times) -> shares.put(name + ": " + statement, all * times / looks));
    });
    return shares;
  }

  @Override
  public void close() throws SQLException {
    over.countDown();
    connection.close();
  }
}
