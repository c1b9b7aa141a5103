package forja.api.ledger;

import forja.common.job.JobState;
import forja.common.job.Kind;
import forja.common.job.Kinds;
import forja.common.wire.Wire;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A new job with its words put into columns, made by the caller's thread and not by the one that
 * books.
 */
record Booking(
    NewJob job,
    Kind kind,
    JobState state,
    String spec,
    @Nullable String labels,
    @Nullable String locks) {

  static Booking of(NewJob job) {
    var request = job.request();
    return new Booking(
        job,
        Kinds.of(request.spec()),
        wakeAt(job).isPresent() ? JobState.SCHEDULED : JobState.QUEUED,
        Wire.text(request.spec()),
        request.labels().isEmpty() ? null : Wire.text(request.labels()),
        request.locks().isEmpty() ? null : array(request.locks()));
  }

  /** As PostgreSQL reads it; no name of a lock holds a quote. */
  private static String array(List<String> words) {
    return words.stream().collect(Collectors.joining("\",\"", "{\"", "\"}"));
  }

  private static Optional<Instant> wakeAt(NewJob job) {
    return job.request().runAt().filter(runAt -> runAt.isAfter(job.acceptedAt()));
  }

  /** What has none is not kept as an empty one. */
  @Nullable String requestId() {
    var id = job.origin().requestId();
    return id.isEmpty() ? null : id;
  }

  @Nullable Long runAt() {
    return job.request().runAt().map(WorkerText::micros).orElse(null);
  }
}
