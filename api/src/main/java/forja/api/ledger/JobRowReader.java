package forja.api.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import forja.common.job.Capability;
import forja.common.job.Failure;
import forja.common.job.JobId;
import forja.common.job.JobState;
import forja.common.job.RetryPolicy;
import forja.common.job.Token;
import forja.common.job.Unique;
import forja.common.wire.Wire;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes our words of what stands in the tables. */
final class JobRowReader {
  private static final TypeReference<Map<String, String>> LABELS = new TypeReference<>() {};

  private JobRowReader() {}

  static JobRow job(ResultSet row) throws SQLException {
    return new JobRow(
        id(row, "id"),
        row.getInt("customer"),
        row.getString("kind"),
        lane(row),
        row.getInt("priority"),
        JobState.ofCode(row.getInt("state")),
        token(row),
        retry(row),
        Duration.ofMillis(row.getLong("time_limit_ms")),
        row.getString("spec"),
        labels(row.getString("labels")),
        texts(row, "locks"),
        instant(row, "accepted_at").orElseThrow(),
        instant(row, "due_at"),
        instant(row, "released_at"),
        instant(row, "started_at"),
        instant(row, "finished_at"),
        text(row, "worker"),
        reached(row),
        text(row, "result"),
        text(row, "failure").map(JobRowReader::failure),
        row.getInt("log_chunks"),
        row.getInt("events"),
        unique(row),
        instant(row, "deadline"),
        text(row, "request_id"));
  }

  /** What becomes of a second job is not kept: only that one's own wish counts. */
  private static Optional<Unique> unique(ResultSet row) throws SQLException {
    var key = row.getString("unique_key");
    return key == null
        ? Optional.empty()
        : Optional.of(new Unique(key, Unique.Span.ofCode(row.getInt("unique_while")), null));
  }

  private static RetryPolicy retry(ResultSet row) throws SQLException {
    return new RetryPolicy(
        row.getInt("attempts_allowed"),
        Duration.ofMillis(row.getLong("backoff_ms")),
        row.getInt("backoff_factor"),
        Duration.ofMillis(row.getLong("backoff_ceiling_ms")),
        FailureBits.kinds(row.getInt("retried_on")));
  }

  static JobId id(ResultSet row, String column) throws SQLException {
    return new JobId(row.getObject(column, UUID.class));
  }

  static Lane lane(ResultSet row) throws SQLException {
    return new Lane(
        Capability.named(row.getString("capability")).orElseThrow(), row.getString("pool"));
  }

  static Token token(ResultSet row) throws SQLException {
    return new Token(row.getInt("attempt"), row.getInt("release"), row.getInt("delivery"));
  }

  static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  static Optional<String> text(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getString(column));
  }

  /** None where there is no array. */
  static List<String> texts(ResultSet row, String column) throws SQLException {
    var array = row.getArray(column);
    return array == null ? List.of() : List.of((String[]) array.getArray());
  }

  private static Optional<JobRow.Reached> reached(ResultSet row) throws SQLException {
    var message = row.getString("message");
    int percent = row.getInt("percent");
    return message == null ? Optional.empty() : Optional.of(new JobRow.Reached(percent, message));
  }

  static Failure failure(String json) {
    return Wire.read(json.getBytes(StandardCharsets.UTF_8), Failure.class);
  }

  private static Map<String, String> labels(@Nullable String json) {
    try {
      return json == null ? Map.of() : Wire.json().readValue(json, LABELS);
    } catch (JsonProcessingException bug) {
      throw new IllegalStateException("labels in the ledger are no labels: " + json, bug);
    }
  }
}
