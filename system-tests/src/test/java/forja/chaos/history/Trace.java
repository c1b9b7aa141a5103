package forja.chaos.history;

import forja.common.job.Token;
import java.time.Instant;

/** A line that an effect left at its target. */
public record Trace(String target, String word, String job, Token token, Instant at) {
  public static final String BEGIN = "begin";
  public static final String END = "end";
}
