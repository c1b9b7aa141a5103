package forja.chaos.history;

import forja.common.job.Token;
import java.time.Instant;

/** An effect at work, from its begin to its end or to the last sign of life of it. */
public record Span(String job, Token token, Instant from, Instant to) {

  public boolean overlaps(Span other) {
    return from.isBefore(other.to) && other.from.isBefore(to);
  }

  @Override
  public String toString() {
    return "%s token %s at work from %s to %s".formatted(job, token, from, to);
  }
}
