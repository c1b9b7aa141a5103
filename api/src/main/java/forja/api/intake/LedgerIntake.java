package forja.api.intake;

import forja.api.http.Body;
import forja.api.http.Problem;
import forja.api.http.ProblemType;
import forja.api.http.Witness;
import forja.api.ledger.Accepted;
import forja.api.ledger.BookingKey;
import forja.api.ledger.Customer;
import forja.api.ledger.DeadLetters;
import forja.api.ledger.Ledger;
import forja.api.ledger.NewDeadLetter;
import forja.api.ledger.NewJob;
import forja.api.request.FieldProblem;
import forja.api.request.FieldProblem.Code;
import forja.api.request.LateDeadline;
import forja.api.request.RequestReader;
import forja.common.job.JobId;
import forja.common.job.JobIds;
import forja.common.job.JobRequest;
import forja.common.job.JobState;
import forja.common.job.Text;
import forja.common.wire.Wire;
import forja.routes.intake.Intake;
import forja.routes.intake.Intake.Answer;
import forja.routes.intake.Intake.Booked;
import forja.routes.intake.Intake.Posted;
import forja.routes.intake.Intake.Refused;
import forja.routes.wiring.Channels;
import forja.routes.wiring.Content;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Books what other systems post, with the same checks as over HTTP. */
public final class LedgerIntake {
  private static final Logger log = LoggerFactory.getLogger(LedgerIntake.class);
  private static final int LARGEST_BODY = 128 * 1024;
  private static final int MOST_PROBLEMS = 100;
  private static final FieldProblem WRONG_KEY =
      new FieldProblem(
          "/header/Idempotency-Key",
          "must be 1 to 255 visible ASCII characters",
          Code.WRONG_FORMAT);
  private final Ledger ledger;
  private final DeadLetters deadLetters;
  private final RequestReader reader;
  private final JobIds ids;
  private final Clock clock;
  private final Witness witness;

  public LedgerIntake(
      Ledger ledger,
      DeadLetters deadLetters,
      RequestReader reader,
      JobIds ids,
      Clock clock,
      Witness witness) {
    this.witness = witness;
    this.ledger = ledger;
    this.deadLetters = deadLetters;
    this.reader = reader;
    this.ids = ids;
    this.clock = clock;
  }

  /** What a sender is told about its job. */
  private record Receipt(
      JobId id,
      JobState state,
      boolean repeated,
      @Nullable String unique,
      Map<String, String> links) {
    Receipt(JobId id, JobState state, boolean repeated, @Nullable String unique) {
      this(id, state, repeated, unique, Map.of("self", "/jobs/" + id, "queue", "/queue/" + id));
    }
  }

  /** The intake of one customer. */
  public Intake of(Customer customer) {
    return messages -> book(customer, messages);
  }

  private List<Answer> book(Customer customer, List<Posted> messages) {
    var readings = messages.stream().map(message -> readInTime(customer, message)).toList();
    var jobs = new ArrayList<NewJob>();
    for (int i = 0; i < messages.size(); i++) {
      if (readings.get(i) instanceof Good(var request)) {
        jobs.add(job(customer, messages.get(i), request));
      }
    }
    var booked = ledger.accept(jobs).join().iterator();
    var outcomes = readings.stream().map(reading -> outcome(reading, booked)).toList();
    keepRefused(customer, messages, outcomes);
    return outcomes.stream().map(LedgerIntake::answer).toList();
  }

  /** Before they are acknowledged, so that none is lost. */
  private void keepRefused(Customer customer, List<Posted> messages, List<Outcome> outcomes) {
    var refused = new ArrayList<NewDeadLetter>();
    for (int i = 0; i < outcomes.size(); i++) {
      if (outcomes.get(i) instanceof Bad(var problem)) {
        refused.add(letter(customer, messages.get(i), problem));
        witness.refused(Poster.call(customer, messages.get(i)), problem.type().status());
      }
    }
    deadLetters.keep(refused);
  }

  private static NewDeadLetter letter(Customer customer, Posted message, Problem problem) {
    return new NewDeadLetter(
        customer.id(),
        Channels.intake(customer.name()),
        problem.type().slug() + ": " + problem.getMessage(),
        message.key(),
        "intake " + message.origin(),
        message.content().form() == Content.Form.READABLE,
        message.content().bytes());
  }

  /** What a message turns out to be before the ledger is asked. */
  private sealed interface Reading {}

  /** What has become of it afterwards. */
  private sealed interface Outcome {}

  private record Good(JobRequest request) implements Reading {}

  private record Bad(Problem problem) implements Reading, Outcome {}

  private record Told(Receipt receipt) implements Outcome {}

  /** What comes again after its deadline is right when it was booked before. */
  private Reading readInTime(Customer customer, Posted message) {
    var reading = read(message);
    if (reading instanceof Good(var request)) {
      var late = LateDeadline.of(request, "", clock.instant());
      if (late.isPresent() && !ledger.knows(customer.id(), key(message))) {
        return new Bad(Body.wrong(List.of(late.get())));
      }
    }
    return reading;
  }

  private Reading read(Posted message) {
    if (!message.key().map(key -> Text.KEY.matcher(key).matches()).orElse(true)) {
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
    try {
      return judged(body);
    } catch (RuntimeException | StackOverflowError bug) {
      // The same bytes would break it again: one message must not hold up all those behind it.
      log.error("a posted message is refused because reading it failed", bug);
      return new Bad(new Problem(ProblemType.INVALID_BODY, "the message cannot be read"));
    }
  }

  private Reading judged(byte[] body) {
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

  private NewJob job(Customer customer, Posted message, JobRequest request) {
    return new NewJob(
        ids.next(),
        customer.id(),
        request,
        Optional.of(key(message)),
        clock.instant(),
        Poster.call(customer, message).origin());
  }

  /** A sender's key has no space, so it meets none that the broker's name of a message makes. */
  private static BookingKey key(Posted message) {
    var key = message.key().orElseGet(() -> "message " + message.origin());
    return BookingKey.of(key, message.content().bytes());
  }

  private static Outcome outcome(Reading reading, Iterator<Accepted> booked) {
    return switch (reading) {
      case Good _ -> outcome(booked.next());
      case Bad bad -> bad;
    };
  }

  private static Outcome outcome(Accepted accepted) {
    return switch (accepted) {
      case Accepted.Booked(var id, var state) -> new Told(new Receipt(id, state, false, null));
      case Accepted.Repeated(var id, var state) -> new Told(new Receipt(id, state, true, null));
      case Accepted.Existing(var id, var state) ->
          new Told(new Receipt(id, state, false, "existing"));
      case Accepted.NotUnique(var id, _) ->
          new Bad(
              new Problem(ProblemType.NOT_UNIQUE, "job " + id + " has this unique key").naming(id));
      case Accepted.KeyTaken _ ->
          new Bad(new Problem(ProblemType.KEY_REUSED, "the key was used with another body"));
      case Accepted.Refused _ ->
          new Bad(new Problem(ProblemType.INVALID_BODY, "the ledger cannot hold this job"));
    };
  }

  private static Answer answer(Outcome outcome) {
    return switch (outcome) {
      case Told(var receipt) -> new Booked(Wire.write(receipt));
      case Bad(var problem) -> new Refused(problem.document(""));
    };
  }
}
