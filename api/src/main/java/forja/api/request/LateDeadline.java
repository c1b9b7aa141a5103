package forja.api.request;

import forja.api.request.FieldProblem.Code;
import forja.common.job.JobRequest;
import java.time.Instant;
import java.util.Optional;

/** What is wrong with a deadline that has passed. */
public final class LateDeadline {
  private LateDeadline() {}

  /** The pointer is that of the request. */
  public static Optional<FieldProblem> of(JobRequest request, String pointer, Instant now) {
    return request
        .deadline()
        .filter(deadline -> !deadline.isAfter(now))
        .map(deadline ->
            new FieldProblem(
                pointer + "/deadline",
                "must be after now, " + now + ", found " + deadline,
                Code.OUT_OF_RANGE));
  }
}
