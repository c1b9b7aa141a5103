package forja.api.ledger;

import forja.common.job.Failure;
import forja.common.job.Token;
import java.time.Instant;
import java.util.Optional;

/**
 * One of the tries to do a job. One that was handed back or delivered again is still the same
 * attempt: it tells of its last release and delivery.
 */
public record Attempt(
    int number,
    Optional<String> worker,
    Optional<Token> token,
    Optional<Instant> releasedAt,
    Optional<Instant> startedAt,
    Optional<End> end) {

  /** What came of it, as a word of the wire. */
  public record End(Instant at, String outcome, Optional<Failure> failure) {}

  static Attempt coming(int number) {
    return new Attempt(
        number,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
