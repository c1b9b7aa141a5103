package forja.api.ledger;

import forja.common.job.Failure;
import forja.common.job.JobId;
import forja.common.job.JobState;
import forja.common.job.RetryPolicy;
import forja.common.job.Token;
import forja.common.job.Unique;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A job as it stands in the ledger. Spec and result are JSON text. */
public record JobRow(
    JobId id,
    int customer,
    String kind,
    Lane lane,
    int priority,
    JobState state,
    Token token,
    RetryPolicy retry,
    Duration timeLimit,
    String spec,
    Map<String, String> labels,
    List<String> locks,
    Instant acceptedAt,
    Optional<Instant> dueAt,
    Optional<Instant> releasedAt,
    Optional<Instant> startedAt,
    Optional<Instant> finishedAt,
    Optional<String> worker,
    Optional<Reached> progress,
    Optional<String> result,
    Optional<Failure> failure,
    int logChunks,
    int events,
    Optional<Unique> unique,
    Optional<Instant> deadline,
    Optional<String> requestId) {

  /** The last progress that was told. */
  public record Reached(int percent, String message) {}
}
