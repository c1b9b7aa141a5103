package forja.api.intake;

import forja.api.http.Problem;
import forja.api.http.ProblemType;
import forja.api.ledger.Accepted;
import forja.api.ledger.BookingKey;
import forja.api.ledger.Customer;
import forja.api.ledger.Ledger;
import forja.api.ledger.NewJob;
import forja.api.request.FieldProblem;
import forja.api.request.FieldProblem.Code;
import forja.api.request.Reading;
import forja.api.request.RequestReader;
import forja.common.job.JobId;
import forja.common.job.JobIds;
import forja.common.job.JobRequest;
import forja.common.job.JobState;
import forja.common.wire.Wire;
import forja.routes.intake.Intake;
import forja.routes.intake.Intake.Answer;
import forja.routes.intake.Intake.Booked;
import forja.routes.intake.Intake.Posted;
import forja.routes.intake.Intake.Refused;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Books what other systems post, with the same checks as over HTTP. */
public final class LedgerIntake {
  private static final int LARGEST_BODY = 128 * 1024;
  private static final FieldProblem TOO_LARGE =
      new FieldProblem(
          "", "has more bytes than the " + LARGEST_BODY + " that are read here", Code.TOO_LONG);

  private final Ledger ledger;
  private final RequestReader reader;
  private final JobIds ids;
  private final Clock clock;

  public LedgerIntake(Ledger ledger, RequestReader reader, JobIds ids, Clock clock) {
    this.ledger = ledger;
    this.reader = reader;
    this.ids = ids;
    this.clock = clock;
  }

  /** What a sender is told about its job. */
  private record Receipt(JobId id, JobState state, boolean repeated, Map<String, String> links) {}

  /** The intake of one customer. */
  public Intake of(Customer customer) {
    return messages -> book(customer, messages);
  }

  private List<Answer> book(Customer customer, List<Posted> messages) {
    var readings = messages.stream().map(this::read).toList();
    var jobs = new ArrayList<NewJob>();
    for (int i = 0; i < messages.size(); i++) {
      if (readings.get(i) instanceof Reading.Good<JobRequest>(var request)) {
        jobs.add(job(customer, messages.get(i), request));
      }
    }
    var booked = ledger.accept(jobs).join().iterator();
    return readings.stream().map(reading -> answer(reading, booked)).toList();
  }

  private Reading<JobRequest> read(Posted message) {
    return message.oversized() || message.body().length > LARGEST_BODY
        ? new Reading.Bad<>(List.of(TOO_LARGE))
        : reader.request(message.body());
  }

  private NewJob job(Customer customer, Posted message, JobRequest request) {
    var key = Optional.of(BookingKey.of(message.key(), message.body()));
    return new NewJob(ids.next(), customer.id(), request, key, clock.instant());
  }

  private static Answer answer(Reading<JobRequest> reading, Iterator<Accepted> booked) {
    return switch (reading) {
      case Reading.Good<JobRequest> _ -> answer(booked.next());
      case Reading.Bad<JobRequest>(var problems) ->
          refused(
              new Problem(
                  ProblemType.INVALID_BODY, "the message is no request for a job", problems));
    };
  }

  private static Answer answer(Accepted accepted) {
    return switch (accepted) {
      case Accepted.Booked(var id, var state) -> booked(id, state, false);
      case Accepted.Repeated(var id, var state) -> booked(id, state, true);
      case Accepted.KeyTaken _ ->
          refused(new Problem(ProblemType.KEY_REUSED, "the key was used with another body"));
      case Accepted.Refused _ ->
          refused(new Problem(ProblemType.INVALID_BODY, "the ledger cannot hold this job"));
    };
  }

  private static Answer booked(JobId id, JobState state, boolean repeated) {
    var links = Map.of("self", "/jobs/" + id, "queue", "/queue/" + id);
    return new Booked(Wire.write(new Receipt(id, state, repeated, links)));
  }

  private static Answer refused(Problem problem) {
    return new Refused(problem.document(""));
  }
}
