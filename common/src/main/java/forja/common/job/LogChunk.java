package forja.common.job;

import java.time.Instant;

/** A piece of a job's log. Sequences grow by one from 1 within a token. */
public record LogChunk(JobId job, Token token, int sequence, Instant at, String text) {
  public static final int MOST_BYTES = 32 * 1024;
}
