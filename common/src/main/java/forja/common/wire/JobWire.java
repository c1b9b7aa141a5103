package forja.common.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.JsonNode;
import forja.common.job.InvalidSpec;
import forja.common.job.Job;
import forja.common.job.JobId;
import forja.common.job.JobRequest;
import forja.common.job.JobSpec;
import forja.common.job.Kind;
import forja.common.job.Kinds;
import forja.common.job.RetryPolicy;
import forja.common.job.Unique;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Jobs and requests on the wire: the kind stands beside the spec, so a spec is read by its kind's
 * record.
 */
public final class JobWire {
  private JobWire() {}

  /**
   * A released job as the dispatcher sends it: the spec is the ledger's text, not parsed on the
   * way. Of its locks those are named whose last holder may have left something running.
   */
  public record ReleasedJob(
      JobId id,
      String customer,
      int attempt,
      int release,
      Duration timeLimit,
      @Nullable Instant deadline,
      String kind,
      @JsonRawValue String spec,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> locksInDoubt,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String requestId) {}

  private record JobMessage(
      JobId id,
      String customer,
      int attempt,
      int release,
      Duration timeLimit,
      @Nullable Instant deadline,
      String kind,
      JsonNode spec,
      @Nullable List<String> locksInDoubt,
      @Nullable String requestId) {}

  private record RequestMessage(
      @Nullable String kind,
      @Nullable JsonNode spec,
      @Nullable Integer priority,
      @Nullable Instant runAt,
      @Nullable Duration timeLimit,
      @Nullable RetryPolicy retry,
      @Nullable Map<String, String> labels,
      @Nullable String pool,
      @Nullable List<String> locks,
      @Nullable Unique unique,
      @Nullable Instant deadline) {}

  /** What {@link #request} reads, written. */
  private record RequestView(
      String kind,
      Object spec,
      int priority,
      @Nullable Instant runAt,
      Duration timeLimit,
      RetryPolicy retry,
      Map<String, String> labels,
      String pool,
      List<String> locks,
      @Nullable Unique unique,
      @Nullable Instant deadline) {}

  public static Job job(byte[] json) {
    var message = Wire.read(json, JobMessage.class);
    return new Job(
        message.id,
        message.customer,
        message.attempt,
        message.release,
        message.timeLimit,
        Optional.ofNullable(message.deadline),
        Wire.read(message.spec, kind(message.kind).spec()),
        message.locksInDoubt == null ? List.of() : message.locksInDoubt,
        Optional.ofNullable(message.requestId));
  }

  /** The request in a tree whose shape the caller has checked against the schema. */
  public static JobRequest request(JsonNode json) {
    var message = Wire.read(json, RequestMessage.class);
    var kind = postable(message.kind);
    var plain = JobRequest.of(spec(kind, message.spec));
    return new JobRequest(
        plain.spec(),
        message.priority == null ? plain.priority() : message.priority,
        Optional.ofNullable(message.runAt),
        message.timeLimit == null ? plain.timeLimit() : message.timeLimit,
        message.retry == null ? plain.retry() : message.retry,
        message.labels == null ? plain.labels() : message.labels,
        message.pool == null ? plain.pool() : message.pool,
        message.locks == null ? plain.locks() : message.locks,
        Optional.ofNullable(message.unique),
        Optional.ofNullable(message.deadline));
  }

  public static byte[] write(JobRequest request) {
    return Wire.write(
        new RequestView(
            Kinds.of(request.spec()).name(),
            request.spec(),
            request.priority(),
            request.runAt().orElse(null),
            request.timeLimit(),
            request.retry(),
            request.labels(),
            request.pool(),
            request.locks(),
            request.unique().orElse(null),
            request.deadline().orElse(null)));
  }

  private static JobSpec spec(Kind kind, @Nullable JsonNode json) {
    try {
      return Wire.read(json == null ? Wire.json().createObjectNode() : json, kind.spec());
    } catch (InvalidSpec invalid) {
      throw invalid.under(List.of("spec"));
    }
  }

  private static Kind postable(@Nullable String name) {
    var kind = kind(name);
    if (!kind.isPostable()) {
      throw new InvalidSpec("kind", "is not a kind of job that can be handed in: " + name);
    }
    return kind;
  }

  private static Kind kind(@Nullable String name) {
    return Kinds.named(String.valueOf(name))
        .orElseThrow(() -> new InvalidSpec("kind", "is not a kind of job: " + name));
  }
}
