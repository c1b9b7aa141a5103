package forja.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import forja.chaos.history.LedgerEvent;
import forja.chaos.history.LedgerJob;
import forja.common.job.JobChange;
import forja.common.job.JobState;
import forja.common.job.Token;
import forja.common.wire.Wire;
import forja.harness.FarmFolder;
import forja.routes.wiring.Credential;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What stands in the ledger's tables, read past every api. */
final class LedgerTruth {
  private static final String OPEN = "select count(*) from every_job where state < 6";
  private static final String JOBS = "select id, state, failure from every_job order by id";
  private static final String EVENTS =
      """
      select job, number, change, state, began_state, began_at, at, attempt, release, delivery, worker
      from job_event order by job, number
      """;

  /** Each counts something that there is none of when all jobs have ended. */
  private static final Map<String, String> LEFTOVERS =
      Map.of(
          "jobs that may go",
          "select count(*) from ready",
          "jobs that wait for a lock",
          "select count(*) from lock_wait",
          "permits held",
          "select count(*) from lock_permit where held",
          "locks in doubt for no reason",
          """
          select count(*) from lock_permit where doubt_since is not null and not exists (
            select from job_event where job = doubt_job and (body like '%"lost"%' or body like '%"unproven"%'))
          """,
          "orders to stop that are repeated",
          "select count(*) from cancelling",
          "jobs in flight",
          """
          select coalesce(sum(abs(coalesce(o.n, 0) - coalesce(i.n, 0))), 0)
          from lane_out o full join lane_in i using (customer, capability, pool)
          """);

  private final FarmFolder folder;

  LedgerTruth(FarmFolder folder) {
    this.folder = folder;
  }

  /** Reads something from a statement. */
  @FunctionalInterface
  private interface Question<T> {
    T ask(Statement statement) throws SQLException;
  }

  long openJobs() {
    return ask(statement -> count(statement, OPEN));
  }

  Map<String, Long> leftovers() {
    return ask(statement -> {
      var counts = new LinkedHashMap<String, Long>();
      for (var left : LEFTOVERS.entrySet()) {
        counts.put(left.getKey(), count(statement, left.getValue()));
      }
      return counts;
    });
  }

  List<LedgerJob> jobs() {
    return ask(statement -> {
      var events = events(statement);
      var jobs = new ArrayList<LedgerJob>();
      try (var row = statement.executeQuery(JOBS)) {
        while (row.next()) {
          var id = row.getString("id");
          jobs.add(
              new LedgerJob(
                  id,
                  JobState.ofCode(row.getInt("state")),
                  failure(row),
                  events.getOrDefault(id, List.of())));
        }
      }
      return jobs;
    });
  }

  private static Optional<String> failure(ResultSet row) throws SQLException {
    return Optional.ofNullable(row.getString("failure"))
        .map(json -> Wire.tree(json.getBytes(StandardCharsets.UTF_8)))
        .map(LedgerTruth::words);
  }

  private static String words(JsonNode failure) {
    return failure.path("kind").asText()
        + " "
        + failure.path("code").asText()
        + ": "
        + failure.path("message").asText();
  }

  private static Map<String, List<LedgerEvent>> events(Statement statement) throws SQLException {
    var events = new HashMap<String, List<LedgerEvent>>();
    try (var row = statement.executeQuery(EVENTS)) {
      while (row.next()) {
        events.computeIfAbsent(row.getString("job"), _ -> new ArrayList<>()).addAll(events(row));
      }
    }
    return events;
  }

  /** One row or, where the beginning of the work was folded into it, two events. */
  private static List<LedgerEvent> events(ResultSet row) throws SQLException {
    int beganState = row.getInt("began_state");
    boolean hasBeginning = !row.wasNull();
    var told =
        new LedgerEvent(
            row.getInt("number"),
            JobChange.ofCode(row.getInt("change")),
            JobState.ofCode(row.getInt("state")),
            token(row),
            instant(row, "at"),
            Optional.ofNullable(row.getString("worker")));
    return hasBeginning ? List.of(beginning(row, beganState, told), told) : List.of(told);
  }

  private static LedgerEvent beginning(ResultSet row, int state, LedgerEvent told)
      throws SQLException {
    return new LedgerEvent(
        told.number() - 1,
        JobChange.STARTED,
        JobState.ofCode(state),
        told.token(),
        instant(row, "began_at"),
        told.worker());
  }

  private static Token token(ResultSet row) throws SQLException {
    return new Token(row.getInt("attempt"), row.getInt("release"), row.getInt("delivery"));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static long count(Statement statement, String sql) throws SQLException {
    try (var row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  private <T> T ask(Question<T> question) {
    try (var connection = connect();
        var statement = connection.createStatement()) {
      return question.ask(statement);
    } catch (SQLException | IOException e) {
      throw new IllegalStateException("the ledger cannot be read", e);
    }
  }

  private Connection connect() throws SQLException, IOException {
    var user = Credential.read(folder.credential("database"));
    return DriverManager.getConnection(folder.databaseUrl(), user.user(), user.password());
  }
}
