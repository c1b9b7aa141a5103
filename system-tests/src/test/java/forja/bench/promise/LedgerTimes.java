package forja.bench.promise;

import forja.common.job.JobId;
import forja.common.job.JobState;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Looks into the ledger: where jobs stand, and when they got there by the farm's own clocks. */
final class LedgerTimes {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(4);

  private static final String JOBS =
      "select id, state, started_at, finished_at from every_job where id = any (?)";
  private static final String ENDED =
      """
      select id, state, started_at, finished_at from every_job where customer = ? and state = %d
      """
          .formatted(JobState.SUCCEEDED.code());
  private static final String CHUNKS =
      "select at, text from job_log where job = ? order by attempt, release, delivery, sequence";
  private static final String COME_BACK =
      "select coalesce(sum(n), 0) from lane_in where customer = ? and pool = ?";
  private static final String OUT =
      """
      select (select coalesce(sum(n), 0) from lane_out where pool = ?)
        - (select coalesce(sum(n), 0) from lane_in where pool = ?)
      """;

  /** Keeps the lanes right: what is forgotten has never gone out. */
  private static final String FORGET =
      """
      with ready_ones as (delete from ready where customer = ? returning id),
        waiting_ones as (delete from lock_wait where customer = ? returning id),
        gone as (select id from ready_ones union all select id from waiting_ones)
      delete from job using gone where job.id = gone.id
      """;

  private final DataSource database;

  LedgerTimes(DataSource database) {
    this.database = database;
  }

  /** A job as it stands. */
  record Row(JobState state, @Nullable Instant started, @Nullable Instant finished) {
    Instant began() {
      return known(started);
    }

    Instant ended() {
      return known(finished);
    }

    private static Instant known(@Nullable Instant time) {
      if (time == null) {
        throw new IllegalStateException("the job has not come that far");
      }
      return time;
    }
  }

  /** Asks until the answer is yes. */
  @FunctionalInterface
  interface Question {
    boolean holds() throws SQLException, IOException;
  }

  static void await(String what, Question question) throws SQLException, IOException {
    await(what, PATIENCE, question);
  }

  static void await(String what, Duration atMost, Question question)
      throws SQLException, IOException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (!question.holds()) {
      if (System.nanoTime() - deadline > 0) {
        throw new IllegalStateException("waited for " + atMost + " in vain: " + what);
      }
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
    }
  }

  /** Gives them once each of them is in that state. */
  List<Row> awaitAll(Collection<JobId> jobs, JobState state) throws SQLException, IOException {
    var found = new HashMap<JobId, Row>();
    await(
        jobs.size() + " jobs are " + state.wireName(),
        () -> {
          found.clear();
          found.putAll(of(jobs));
          return found.size() == jobs.size()
              && found.values().stream().allMatch(row -> row.state == state);
        });
    return List.copyOf(found.values());
  }

  Map<JobId, Row> of(Collection<JobId> jobs) throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.prepareStatement(JOBS)) {
      statement.setArray(
          1, connection.createArrayOf("uuid", jobs.stream().map(JobId::value).toArray()));
      return rows(statement);
    }
  }

  List<Row> succeededOf(int customer) throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.prepareStatement(ENDED)) {
      statement.setInt(1, customer);
      return List.copyOf(rows(statement).values());
    }
  }

  private static Map<JobId, Row> rows(PreparedStatement statement) throws SQLException {
    var found = new HashMap<JobId, Row>();
    try (var row = statement.executeQuery()) {
      while (row.next()) {
        var id = new JobId(row.getObject("id", UUID.class));
        var state = JobState.ofCode(row.getInt("state"));
        found.put(id, new Row(state, time(row, "started_at"), time(row, "finished_at")));
      }
    }
    return found;
  }

  private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
    var time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  /** When the worker stamped the chunk in which each line of the log stands. */
  List<Instant> stampsOfLines(JobId job) throws SQLException {
    var stamps = new ArrayList<Instant>();
    try (var connection = database.getConnection();
        var statement = connection.prepareStatement(CHUNKS)) {
      statement.setObject(1, job.value());
      try (var row = statement.executeQuery()) {
        while (row.next()) {
          var at = row.getObject("at", OffsetDateTime.class).toInstant();
          row.getString("text").lines().forEach(_ -> stamps.add(at));
        }
      }
    }
    return stamps;
  }

  /** How many jobs of the customer have ever come back from that pool. */
  long comeBack(int customer, String pool) throws SQLException {
    return number(COME_BACK, customer, pool);
  }

  void awaitNothingWaiting() throws SQLException, IOException {
    await("nothing waits", () -> number("select count(*) from ready") == 0);
  }

  void awaitNothingOut(String pool) throws SQLException, IOException {
    await("nothing is out in " + pool, () -> number(OUT, pool, pool) == 0);
  }

  /** As if those of the customer's jobs that still wait had never been handed in. */
  void forgetWaiting(int customer) throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.prepareStatement(FORGET)) {
      statement.setInt(1, customer);
      statement.setInt(2, customer);
      statement.executeUpdate();
    }
  }

  long number(String sql, Object... parameters) throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.prepareStatement(sql)) {
      return number(connection, statement, List.of(parameters));
    }
  }

  private static long number(
      Connection connection, PreparedStatement statement, List<Object> parameters)
      throws SQLException {
    for (int i = 0; i < parameters.size(); i++) {
      statement.setObject(i + 1, column(connection, parameters.get(i)));
    }
    try (var row = statement.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  private static Object column(Connection connection, Object parameter) throws SQLException {
    if (!(parameter instanceof Collection<?> jobs)) {
      return parameter;
    }
    var ids = new ArrayList<>();
    jobs.forEach(job -> ids.add(((JobId) job).value()));
    return connection.createArrayOf("uuid", ids.toArray());
  }
}
