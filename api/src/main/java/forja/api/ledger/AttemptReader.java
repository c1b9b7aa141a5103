package forja.api.ledger;

import forja.common.job.Failure;
import forja.common.job.JobChange;
import forja.common.wire.Wire;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the attempts of a job out of what has happened to it. */
final class AttemptReader {
  private final SortedMap<Integer, Attempt> attempts = new TreeMap<>();

  private AttemptReader() {}

  /** The events in their order; progress may be left out. */
  static List<Attempt> of(List<JobEvent> events) {
    var reader = new AttemptReader();
    events.forEach(reader::read);
    return List.copyOf(reader.attempts.values());
  }

  private void read(JobEvent event) {
    int number = event.token().attempt();
    var attempt = attempts.getOrDefault(number, Attempt.coming(number));
    attempts.put(number, after(attempt, event));
    if (event.change() == JobChange.POSTPONED) {
      attempts.put(number + 1, Attempt.coming(number + 1));
    }
  }

  private static Attempt after(Attempt attempt, JobEvent event) {
    if (event.state().isFinal() || event.change() == JobChange.POSTPONED) {
      return ended(attempt, event);
    }
    return switch (event.change()) {
      case RELEASED -> at(event, event.worker(), Optional.of(event.at()), Optional.empty());
      case STARTED -> at(event, event.worker(), attempt.releasedAt(), Optional.of(event.at()));
      case HANDED_BACK, RELEASE_LOST -> Attempt.coming(attempt.number());
      default -> attempt;
    };
  }

  private static Attempt at(
      JobEvent event,
      Optional<String> worker,
      Optional<Instant> releasedAt,
      Optional<Instant> startedAt) {
    return new Attempt(
        event.token().attempt(),
        worker,
        Optional.of(event.token()),
        releasedAt,
        startedAt,
        Optional.empty());
  }

  private static Attempt ended(Attempt attempt, JobEvent event) {
    var outcome = event.state().isFinal() ? event.state().wireName() : event.change().wireName();
    return new Attempt(
        attempt.number(),
        attempt.worker(),
        attempt.token(),
        attempt.releasedAt(),
        attempt.startedAt(),
        Optional.of(
            new Attempt.End(event.at(), outcome, event.body().flatMap(AttemptReader::failure))));
  }

  private static Optional<Failure> failure(String body) {
    var failure = Wire.tree(body.getBytes(StandardCharsets.UTF_8)).path("failure");
    return failure.isObject() ? Optional.of(Wire.read(failure, Failure.class)) : Optional.empty();
  }
}
