package forja.api.ledger;

import forja.common.job.JobId;
import forja.common.job.JobRequest;
import java.time.Instant;
import java.util.Optional;

/** A job that somebody asks the ledger to book. */
public record NewJob(
    JobId id,
    int customer,
    JobRequest request,
    Optional<BookingKey> key,
    Instant acceptedAt,
    Origin origin) {

  /** One that the farm asks for itself. */
  public NewJob(
      JobId id, int customer, JobRequest request, Optional<BookingKey> key, Instant acceptedAt) {
    this(id, customer, request, key, acceptedAt, Origin.FARM);
  }
}
