package forja.api.intake;

import forja.api.http.Body;
import forja.api.http.Problem;
import forja.api.http.ProblemType;
import forja.api.ledger.Accepted;
import forja.api.ledger.BookingKey;
import forja.api.ledger.Customer;
import forja.api.ledger.Ledger;
import forja.api.ledger.NewJob;
import forja.api.request.FieldProblem;
import forja.api.request.FieldProblem.Code;
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
import java.util.regex.Pattern;

/** Books what other systems post, with the same checks as over HTTP. */
public final class LedgerIntake {
  private static final int LARGEST_BODY = 128 * 1024;
  private static final int MOST_PROBLEMS = 100;
  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");
  private static final FieldProblem WRONG_KEY =
      new FieldProblem(
          "/header/Idempotency-Key",
          "must be 1 to 255 visible ASCII characters",
          Code.WRONG_FORMAT);
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
      if (readings.get(i) instanceof Good(var request)) {
        jobs.add(job(customer, messages.get(i), request));
      }
    }
    var booked = ledger.accept(jobs).join().iterator();
    return readings.stream().map(reading -> answer(reading, booked)).toList();
  }

  /** What a message turns out to be before the ledger is asked. */
  private sealed interface Reading {}

  private record Good(JobRequest request) implements Reading {}

  private record Bad(Problem problem) implements Reading {}

  private Reading read(Posted message) {
    if (!message.key().map(key -> KEY.matcher(key).matches()).orElse(true)) {
      return new Bad(Problem.of(ProblemType.INVALID_HEADER, WRONG_KEY));
    }
    return switch (message.content().form()) {
      case TOO_LARGE -> new Bad(tooLarge());
      case NEITHER_TEXT_NOR_BYTES -> new Bad(foreign());
      case READABLE -> read(message.content().bytes());
    };
  }

  private Reading read(byte[] body) {
    if (body.length > LARGEST_BODY) {
      return new Bad(tooLarge());
    }
    return switch (reader.request(body)) {
      case forja.api.request.Reading.Good<JobRequest>(var request) -> new Good(request);
      case forja.api.request.Reading.Bad<JobRequest>(var problems) ->
          new Bad(Body.wrong(problems.subList(0, Math.min(MOST_PROBLEMS, problems.size()))));
    };
  }

  private static Problem tooLarge() {
    return new Problem(
        ProblemType.BODY_TOO_LARGE,
        "the message has more bytes than the " + LARGEST_BODY + " that are read here");
  }

  private static Problem foreign() {
    return new Problem(
        ProblemType.UNSUPPORTED_MEDIA_TYPE, "the body of the message is neither text nor bytes");
  }

  /** A sender's key has no space, so it meets none that the broker's name of a message makes. */
  private NewJob job(Customer customer, Posted message, JobRequest request) {
    var key = message.key().orElseGet(() -> "message " + message.origin());
    return new NewJob(
        ids.next(),
        customer.id(),
        request,
        Optional.of(BookingKey.of(key, message.content().bytes())),
        clock.instant());
  }

  private static Answer answer(Reading reading, Iterator<Accepted> booked) {
    return switch (reading) {
      case Good _ -> answer(booked.next());
      case Bad(var problem) -> refused(problem);
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
