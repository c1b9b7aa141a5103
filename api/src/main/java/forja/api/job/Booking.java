package forja.api.job;

import forja.api.http.Body;
import forja.api.http.Caller;
import forja.api.http.Problem;
import forja.api.http.ProblemType;
import forja.api.ledger.Accepted;
import forja.api.ledger.BookingKey;
import forja.api.ledger.Ledger;
import forja.api.ledger.NewJob;
import forja.api.ledger.Origin;
import forja.api.request.FieldProblem;
import forja.api.request.LateDeadline;
import forja.common.job.JobIds;
import forja.common.job.JobRequest;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Books what callers ask for in the ledger, and tells them when it cannot be booked. */
public final class Booking {
  private static final Logger log = LoggerFactory.getLogger(Booking.class);

  private final Ledger ledger;
  private final JobIds ids;
  private final Clock clock;

  public Booking(Ledger ledger, JobIds ids, Clock clock) {
    this.ledger = ledger;
    this.ids = ids;
    this.clock = clock;
  }

  /** All jobs of a request have its origin, and stand in the audit as one act. */
  NewJob of(Caller caller, Origin origin, JobRequest request, Optional<BookingKey> key) {
    // As fine as PostgreSQL keeps it, so that the first answer and all later ones say the same.
    var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return new NewJob(ids.next(), caller.customer().id(), request, key, now, origin);
  }

  /** A request whose deadline has passed is wrong, unless its job was booked when it was right. */
  void requireInTime(Caller caller, List<FieldProblem> late, Optional<BookingKey> key) {
    if (!late.isEmpty()
        && key.filter(word -> ledger.knows(caller.customer().id(), word)).isEmpty()) {
      throw Body.wrong(late);
    }
  }

  List<FieldProblem> late(JobRequest request, String pointer) {
    return LateDeadline.of(request, pointer, clock.instant()).stream().toList();
  }

  /** Returns after the commit; either all are booked (now or before), or there is a problem. */
  List<Accepted> book(List<NewJob> jobs) throws ExecutionException, InterruptedException {
    var accepted = ledger.accept(jobs).get();
    accepted.forEach(Booking::requireBooked);
    return accepted;
  }

  /**
   * Books a batch under one key. The first row is booked alone: it decides whether the key is free,
   * before any other row stands in the ledger. A batch that was cut off in between is completed
   * when it is sent again.
   */
  List<Accepted> bookUnderKey(List<NewJob> jobs) throws ExecutionException, InterruptedException {
    var accepted = new ArrayList<>(book(jobs.subList(0, 1)));
    if (jobs.size() > 1) {
      accepted.addAll(book(jobs.subList(1, jobs.size())));
    }
    return accepted;
  }

  private static void requireBooked(Accepted accepted) {
    switch (accepted) {
      case Accepted.Booked _, Accepted.Repeated _, Accepted.Existing _, Accepted.NotUnique _ -> {}
      case Accepted.KeyTaken _ ->
          throw new Problem(
              ProblemType.KEY_REUSED, "this key was used for a request with another body");
      case Accepted.Refused(var id, var reason) -> {
        log.warn("the ledger cannot hold job {}: {}", id, reason);
        throw new Problem(ProblemType.INVALID_BODY, "the ledger cannot hold a value of this job");
      }
    }
  }
}
